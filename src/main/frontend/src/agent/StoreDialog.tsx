import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type ReactElement, type SubmitEvent } from 'react'
import { t } from '../i18n'
import { asProblem, type DefinitionFinding } from '../api'
import { ProblemAlert } from '../ui'
import { useStore } from './definitionQueries'
import { Findings } from './Findings'
import type { Kind } from './kinds'
import { SideBySide } from './SideBySide'

interface Props {
  kind: Kind
  name: string
  /** The text in force; null for a new name. */
  before: string | null
  source: string
  basedOn: string | null
  warnings: readonly DefinitionFinding[]
  opened: boolean
  onClose: () => void
  onStored: () => void
}

/** The last look before a text counts. */
export function StoreDialog({ kind, name, before, source, basedOn, warnings, opened, onClose, onStored }: Props): ReactElement {
  const store = useStore(kind)
  const [comment, setComment] = useState('')
  const problem = store.error === null ? null : asProblem(store.error)
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    store.mutate(
      { name, source, basedOn, comment: comment.trim() },
      {
        onSuccess: ({ changed }) => {
          notifications.show({ message: changed ? t('The new version of {name} counts.', { name }) : t('This very version is in force already.') })
          onStored()
        },
      },
    )
  }
  return (
    <Modal opened={opened} onClose={onClose} title={before === null ? t('Make {name}?', { name }) : t('Put this version of {name} in force?', { name })} size="80rem" centered>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {before !== null && <SideBySide before={before} after={source} label={t('What changes')} />}
          <Text size="sm">{consequence(kind)}</Text>
          <Findings findings={warnings} />
          <TextInput
            label={t('What has changed, and why')}
            description={t('Kept with the version, and on the audit trail.')}
            required
            maxLength={500}
            data-autofocus
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          {problem !== null && (
            <ProblemAlert error={problem}>
              {problem.code === 'changed-meanwhile' && <Text size="sm">{t('Copy what you want to keep, and open the editor again.')}</Text>}
            </ProblemAlert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('Back')}
            </Button>
            <Button type="submit" loading={store.isPending} disabled={comment.trim() === ''}>
              {t('Put in force')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function consequence(kind: Kind): string {
  return kind === 'agent'
    ? t('It counts for every run that begins from now on. Runs that have begun go on under the version they began with.')
    : t('It counts for every call from now on. Approvals that people gave under the version before are void.')
}
