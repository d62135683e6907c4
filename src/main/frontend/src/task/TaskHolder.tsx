import { Button, Group, Menu, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowBackUp, IconArrowRight, IconDots, IconHandGrab, IconUsers } from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'
import type { Task } from '../api'
import { t } from '../i18n'
import { hasRole, useMe } from '../identity'
import { ProblemAlert } from '../ui'
import { useClaimTask, useHandOver, useUnclaimTask, type HandOver } from './taskQueries'

type How = HandOver['how']

/** Who works on a task, and how that is changed; the same for tasks of every kind. */
export function TaskHolder({ task }: { task: Task }): ReactElement {
  const me = useMe().data
  const claim = useClaimTask(task.id)
  const unclaim = useUnclaimTask(task.id)
  const [handing, setHanding] = useState<How | null>(null)
  const mine = me?.name === task.assignee
  const mayGive = mine || (me != null && hasRole(me, 'operator'))
  const failed = claim.error ?? unclaim.error
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          {holder(task, mine)}
        </Text>
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <Button size="compact-sm" variant="default" leftSection={<IconDots size={14} />}>
              {t('Who does it')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {task.assignee === null && (
              <Menu.Item leftSection={<IconHandGrab size={15} />} disabled={!task.mayDecide} onClick={() => claim.mutate()}>
                {t('Claim')}
              </Menu.Item>
            )}
            {task.assignee !== null && !task.delegated && (
              <Menu.Item leftSection={<IconArrowBackUp size={15} />} disabled={!mayGive} onClick={() => unclaim.mutate()}>
                {t('Give back')}
              </Menu.Item>
            )}
            {task.delegated && (
              <Menu.Item leftSection={<IconArrowBackUp size={15} />} disabled={!mine} onClick={() => setHanding('resolve')}>
                {t('Hand back, prepared')}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<IconUsers size={15} />} disabled={!mine || task.delegated} onClick={() => setHanding('delegate')}>
              {t('Have somebody prepare it')}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowRight size={15} />} disabled={!mayGive} onClick={() => setHanding('reassign')}>
              {t('Give it to somebody else')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      {failed && <ProblemAlert error={failed} />}
      {handing !== null && <HandOverForm key={handing} task={task} how={handing} onClose={() => setHanding(null)} />}
    </Stack>
  )
}

function holder(task: Task, mine: boolean): string {
  if (task.delegated && task.owner !== null) {
    return t('{assignee} prepares it for {owner}.', { assignee: task.assignee ?? '', owner: task.owner })
  }
  if (mine) {
    return t('Claimed by you')
  }
  return task.assignee === null ? t('Nobody has claimed it.') : t('Claimed by {assignee}.', { assignee: task.assignee })
}

const titles: Record<How, string> = {
  reassign: t('Give it to somebody else'),
  delegate: t('Have somebody prepare it'),
  resolve: t('Hand back, prepared'),
}

const explanations: Record<How, string> = {
  reassign: t('It is theirs then. They have to be among those who may do it.'),
  delegate: t('They prepare it and hand it back; you decide. They have to be among those who may do it.'),
  resolve: t('Whoever asked you decides, and sees what you write here.'),
}

function HandOverForm({ task, how, onClose }: { task: Task; how: How; onClose: () => void }): ReactElement {
  const handOver = useHandOver(task.id)
  const [to, setTo] = useState('')
  const [comment, setComment] = useState('')
  const send = (): void => {
    const request: HandOver = how === 'resolve' ? { how, comment } : how === 'delegate' ? { how, to: to.trim(), comment } : { how, to: to.trim() }
    handOver.mutate(request, {
      onSuccess: () => {
        notifications.show({ color: 'teal', message: t('Handed over.') })
        onClose()
      },
    })
  }
  return (
    <form
      aria-label={titles[how]}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Stack gap="xs">
        <Text size="sm">{explanations[how]}</Text>
        {how !== 'resolve' && (
          <TextInput size="xs" label={t('User name')} required data-autofocus autoFocus maxLength={255} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        )}
        {how !== 'reassign' && (
          <Textarea size="xs" label={t('Comment')} autosize minRows={2} maxLength={4000} value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
        )}
        {handOver.error && <ProblemAlert error={handOver.error} />}
        <Group gap="xs">
          <Button size="xs" type="submit" loading={handOver.isPending} disabled={how !== 'resolve' && to.trim() === ''}>
            {titles[how]}
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={onClose}>
            {t('Back')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
