import { Select } from '@mantine/core'
import type { ReactElement } from 'react'
import { is, many, one, text, type Model } from '../diagram'
import { t } from '../texts'
import { useEditing } from './editing'
import { AddButton } from './PersonGroup'
import { TextField } from './TextField'

interface Props {
  /** The event definition that refers to it. */
  definition: Model
  reference: string
  type: string
  noun: 'error' | 'message' | 'signal' | 'escalation'
  /** The attribute by which it is known when it happens; by name where there is none. */
  code?: string
  /** What it means that none is chosen; null where one has to be. */
  anyLabel: string | null
}

/** Codes with a meaning for agents' and tools' tasks. */
const usual: Readonly<Record<string, string>> = {
  AGENT_FAILED: t('The agent failed'),
  BUDGET_EXCEEDED: t('The budget is used up'),
  TOOL_FAILED: t('The tool failed'),
  REJECTED: t('Rejected by a person'),
  STOPPED: t('Stopped by an operator'),
}

/** An error, message, signal or escalation of this document: chosen, made or renamed. */
export function DefinitionPicker({ definition, reference, type, noun, code, anyLabel }: Props): ReactElement {
  const { definitions, setOn, addDefinition } = useEditing()
  const all = many(definitions, 'rootElements').filter((element) => is(element, type))
  const chosen = one(definition, reference)
  const newOne = t('New {noun, select, error {error} message {message} signal {signal} other {escalation}}', { noun })
  const missing = type === 'bpmn:Error' ? Object.entries(usual).filter(([errorCode]) => !all.some((error) => text(error, 'errorCode') === errorCode)) : []
  const label = (element: Model): string => [element.name ?? element.id, code === undefined ? '' : text(element, code)].filter((part) => part !== '').join(' · ')
  return (
    <>
      <Select
        size="xs"
        label={t('Which {noun, select, error {error} message {message} signal {signal} other {escalation}}', { noun })}
        placeholder={anyLabel ?? t('Choose one, or make a new one')}
        clearable={anyLabel !== null}
        searchable
        data={[
          ...(all.length > 0 ? [{ group: t('Of this diagram'), items: all.map((element) => ({ value: element.id ?? '', label: label(element) })) }] : []),
          ...(missing.length > 0 ? [{ group: t('Of agents and tools'), items: missing.map(([errorCode, name]) => ({ value: `new:${errorCode}`, label: `${name} · ${errorCode}` })) }] : []),
        ]}
        value={chosen?.id ?? null}
        error={chosen === undefined && anyLabel === null ? t('It has no {noun, select, error {error} message {message} signal {signal} other {escalation}} yet', { noun }) : null}
        onChange={(id) => {
          const errorCode = id?.startsWith('new:') === true ? id.slice(4) : null
          if (errorCode === null) {
            setOn(definition, { [reference]: all.find((element) => element.id === id) })
          } else {
            addDefinition(type, { id: errorCode.toLowerCase().replaceAll('_', '-'), name: usual[errorCode], errorCode }, definition, reference)
          }
        }}
      />
      {chosen !== undefined && <TextField label={t('Name')} value={chosen.name ?? ''} onCommit={(name) => setOn(chosen, { name })} />}
      {chosen !== undefined && code !== undefined && <TextField label={t('Code')} mono value={text(chosen, code)} onCommit={(value) => setOn(chosen, { [code]: value })} />}
      <AddButton onClick={() => addDefinition(type, { id: newId(noun, all), name: newOne, ...(code === undefined ? {} : { [code]: `NEW_${noun.toUpperCase()}` }) }, definition, reference)}>{newOne}</AddButton>
    </>
  )
}

function newId(noun: string, all: readonly Model[]): string {
  let number = all.length + 1
  while (all.some(({ id }) => id === `${noun}-${number}`)) {
    number += 1
  }
  return `${noun}-${number}`
}
