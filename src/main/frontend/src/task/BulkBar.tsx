import { Alert, Button, CloseButton, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type ReactElement } from 'react'
import type { ItemResult, Task } from '../api'
import { t } from '../i18n'
import { ProblemAlert } from '../ui'
import classes from './Inbox.module.css'
import { useBulkWork } from './taskQueries'

interface Props {
  tasks: readonly Task[]
  /** Opens what is needed to decide on all of them at once; only where they are all of one kind that can be. */
  onDecide: (() => void) | null
  onClear: () => void
}

/** What can be done with everything that is ticked. */
export function BulkBar({ tasks, onDecide, onClear }: Props): ReactElement {
  const work = useBulkWork()
  const [refused, setRefused] = useState<readonly ItemResult[]>([])
  const mine = tasks.filter(({ assignee }) => assignee !== null)
  const free = tasks.filter(({ assignee }) => assignee === null)
  const act = (action: 'claim' | 'unclaim', among: readonly Task[]): void => {
    work.mutate(
      { action, ids: among.map(({ id }) => id) },
      {
        onSuccess: (results) => {
          const failed = results.filter(({ status }) => status >= 400)
          setRefused(failed)
          notifications.show({
            color: failed.length === 0 ? 'teal' : 'orange',
            message: t('{done} of {all} done.', { done: results.length - failed.length, all: results.length }),
          })
          if (failed.length === 0) {
            onClear()
          }
        },
      },
    )
  }
  return (
    <div className={classes.bulk} role="region" aria-label={t('Selected tasks')}>
      <Group gap="xs" wrap="wrap">
        <CloseButton size="sm" aria-label={t('Select nothing')} onClick={onClear} />
        <Text size="sm" fw={500}>
          {t('{count} selected', { count: tasks.length })}
        </Text>
        {onDecide !== null && (
          <Button size="compact-sm" onClick={onDecide}>
            {t('Decide together')}
          </Button>
        )}
        <Button size="compact-sm" variant="default" disabled={free.length === 0} loading={work.isPending} onClick={() => act('claim', free)}>
          {t('Claim')}
        </Button>
        <Button size="compact-sm" variant="default" disabled={mine.length === 0} loading={work.isPending} onClick={() => act('unclaim', mine)}>
          {t('Give back')}
        </Button>
      </Group>
      {work.error && <ProblemAlert error={work.error} />}
      {refused.length > 0 && (
        <Alert color="orange" variant="light" p="xs" mt={6} title={t('Not done')}>
          {refused.map(({ id, detail }) => (
            <div key={id}>
              <b>{nameOf(tasks, id)}</b> {detail}
            </div>
          ))}
        </Alert>
      )}
    </div>
  )
}

function nameOf(tasks: readonly Task[], id: string): string {
  const task = tasks.find((each) => each.id === id)
  return task?.businessKey ?? task?.name ?? id
}
