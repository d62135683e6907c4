import { Errors, FilePicker, Label } from '@bpmn-io/form-js-viewer'
import { h, type ComponentChildren, type FunctionComponent } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { attachedFiles, type AttachedFile, type FileRules } from './attachedFiles'

/** A place in a drawn form where our own field for files goes. */
export interface FileSlot extends FileRules {
  id: string
  node: HTMLElement
  /** As the server names the field. */
  field: string
  label: string
  disabled: boolean
  value: AttachedFile[]
  change: (value: AttachedFile[]) => void
}

interface FieldProps {
  field: { key: string; label?: string; accept?: string; multiple?: boolean; validate?: { required?: boolean } }
  domId: string
  value: unknown
  errors?: string[]
  disabled?: boolean
  readonly?: boolean
  onChange: (change: { value: AttachedFile[] | null }) => void
}

/** The slots of one form. form-js draws with Preact and keeps files in memory only; React fills the slots and uploads. */
export class FileSlots {
  private slots: readonly FileSlot[] = []
  private readonly listeners = new Set<() => void>()

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly all = (): readonly FileSlot[] => this.slots

  put(slot: FileSlot): void {
    const known = this.slots.some(({ id }) => id === slot.id)
    this.set(known ? this.slots.map((other) => (other.id === slot.id ? slot : other)) : [...this.slots, slot])
  }

  drop(id: string): void {
    this.set(this.slots.filter((slot) => slot.id !== id))
  }

  private set(slots: readonly FileSlot[]): void {
    this.slots = slots
    this.listeners.forEach((listener) => listener())
  }
}

/** A form-js module that draws slots in place of its own file picker. */
export function fileModule(slots: FileSlots): object {
  const register = (formFields: { register: (type: string, component: unknown) => void }, paths: { getValuePath: (field: object) => string[] }): void => {
    const Slot = ({ field, domId, value, errors = [], disabled = false, readonly = false, onChange }: FieldProps): ComponentChildren => {
      const node = useRef<HTMLDivElement>(null)
      useEffect(() => {
        if (node.current !== null) {
          slots.put({
            id: domId,
            node: node.current,
            field: paths.getValuePath(field).join('.'),
            label: field.label ?? field.key,
            accept: field.accept ?? '',
            multiple: field.multiple ?? false,
            disabled: disabled || readonly,
            value: attachedFiles(value),
            change: (files) => onChange({ value: files.length === 0 ? null : files }),
          })
        }
      }, [field, domId, value, disabled, readonly, onChange])
      useEffect(() => () => slots.drop(domId), [domId])
      return h(
        'div',
        { class: `fjs-form-field${errors.length > 0 ? ' fjs-has-errors' : ''}` },
        h(drawn(Label), { htmlFor: domId, label: field.label, required: field.validate?.required }),
        h('div', { ref: node }),
        h(drawn(Errors), { id: `${domId}-error-message`, errors }),
      )
    }
    Slot.config = FilePicker.config
    formFields.register('filepicker', Slot)
  }
  register.$inject = ['formFields', 'pathRegistry']
  return { __init__: [register] }
}

/** form-js describes its components without types of their own. */
function drawn(component: unknown): FunctionComponent<Record<string, unknown>> {
  return component as FunctionComponent<Record<string, unknown>>
}
