import { useEffect, useRef, useState } from 'react'
import { asProblem } from '../api'
import { t } from '../i18n'
import { isAccepted, type AttachedFile } from './attachedFiles'
import type { FileAccess } from './attachmentQueries'
import type { FileSlot } from './fileSlots'

export interface Upload {
  key: number
  name: string
  /** From 0 to 1. */
  share: number
  cancel: () => void
}

export interface Uploads {
  under: readonly Upload[]
  /** Why what was chosen last is not there. */
  failures: readonly string[]
  /** What has happened last, for those who do not see the list. */
  said: string
  choose: (files: readonly File[]) => void
  remove: (file: AttachedFile) => void
}

let lastKey = 0

export function useUploads(slot: FileSlot, access: FileAccess | null, onBusy: (change: 1 | -1) => void): Uploads {
  const [under, setUnder] = useState<readonly Upload[]>([])
  const [failures, setFailures] = useState<readonly string[]>([])
  const [said, setSaid] = useState('')
  // Two files may arrive before the form has drawn either of them.
  const value = useRef(slot.value)
  useEffect(() => {
    value.current = slot.value
  }, [slot.value])
  const write = useRef(slot.change)
  useEffect(() => {
    write.current = slot.change
  }, [slot.change])
  const change = (files: AttachedFile[]): void => {
    value.current = files
    write.current(files)
  }
  const running = useRef(new Set<AbortController>())
  useEffect(() => {
    const all = running.current
    return () => all.forEach((each) => each.abort())
  }, [])

  const send = async (file: File, { upload }: FileAccess): Promise<void> => {
    const key = ++lastKey
    const controller = new AbortController()
    running.current.add(controller)
    setUnder((before) => [...before, { key, name: file.name, share: 0, cancel: () => controller.abort() }])
    onBusy(1)
    try {
      const { id, name, size } = await upload(slot.field, file, (share) => setUnder((before) => before.map((each) => (each.key === key ? { ...each, share } : each))), controller.signal)
      change([...value.current, { id, name, size, mine: true }])
      setSaid(t('“{name}” is attached.', { name }))
    } catch (error) {
      if (!controller.signal.aborted) {
        setFailures((before) => [...before, whyNot(file, error)])
      }
    } finally {
      running.current.delete(controller)
      setUnder((before) => before.filter((each) => each.key !== key))
      onBusy(-1)
    }
  }

  return {
    under,
    failures,
    said,
    choose: (files) => {
      if (access === null || files.length === 0) {
        return
      }
      const room = slot.multiple ? files.length : 1 - value.current.length - under.length
      const fitting = files.filter((file) => isAccepted(slot.accept, file) && file.size > 0).slice(0, Math.max(0, room))
      setFailures(files.filter((file) => !fitting.includes(file)).map((file) => unfit(file, slot)))
      fitting.forEach((file) => void send(file, access))
    },
    remove: (file) => {
      setFailures([])
      change(value.current.filter(({ id }) => id !== file.id))
      setSaid(t('“{name}” is removed.', { name: file.name }))
      if (file.mine && access !== null) {
        access.remove(file.id).catch((error: unknown) => setFailures([`${file.name}: ${asProblem(error).message}`]))
      }
    },
  }
}

function unfit(file: File, { accept }: FileSlot): string {
  const { name } = file
  if (!isAccepted(accept, file)) {
    return t('“{name}” is of a type that is not taken here. Taken are {accept}.', { name, accept: accept.split(',').join(', ') })
  }
  return file.size === 0 ? t('“{name}” is empty.', { name }) : t('“{name}” is one too many: one file can be attached here.', { name })
}

function whyNot({ name }: File, error: unknown): string {
  const problem = asProblem(error)
  switch (problem.code) {
    case 'attachment-too-large':
    case 'upload-too-large':
      return t('“{name}” is too large.', { name })
    case 'unreachable':
      return t('“{name}” did not arrive: the connection broke, or it is too large.', { name })
    default:
      return problem.code === 'attachment-refused' ? problem.message : `${name}: ${problem.message}`
  }
}
