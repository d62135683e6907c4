import { JsonInput } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { t } from '../texts'
import { useDraft } from './useDraft'

interface Props {
  label: string
  help?: ReactNode
  value: string
  onCommit: (value: string) => void
  /** Whether it may be empty. */
  optional?: boolean
}

/** JSON as it is; what is none is not taken over. */
export function JsonField({ label, help, value, onCommit, optional = true }: Props): ReactElement {
  const { draft, setDraft, commit } = useDraft(value, onCommit)
  const problem = draft.trim() === '' ? (optional ? null : t('It must not be empty')) : jsonProblem(draft)
  return (
    <JsonInput
      size="xs"
      label={label}
      description={help}
      autosize
      minRows={3}
      maxRows={14}
      value={draft}
      error={problem}
      onChange={setDraft}
      onBlur={() => {
        if (problem === null) {
          commit()
        }
      }}
    />
  )
}

export function jsonProblem(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? null : t("It is no object: '{ … }'")
  } catch (error) {
    return t('This is not valid JSON: {reason}', { reason: error instanceof Error ? error.message : '' })
  }
}
