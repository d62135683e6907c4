import { Alert, Badge, Button, Checkbox, Group, Modal, Skeleton, Spoiler, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { client, unwrap, type Decisions, type ItemResult, type Review, type Task } from '../api'
import { t } from '../i18n'
import { ProblemAlert, sentenceCase } from '../ui'
import { approving, consequence } from './consequence'
import { deed } from './judgement'

interface Props {
  tasks: readonly Task[]
  onClose: () => void
}

interface Loaded {
  task: Task
  review: Review
}

/** Shows what each decision means before all of them are made: what somebody approves is what they were shown here. */
export default function DecideTogether({ tasks, onClose }: Props): ReactElement {
  // As it was opened: a list that changes behind must not change what is approved.
  const [asked] = useState(tasks)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [comment, setComment] = useState('')
  const [results, setResults] = useState<readonly ItemResult[]>([])
  const queries = useQueryClient()
  const shown = useQueries({
    queries: asked.map(({ id }) => ({
      queryKey: ['tasks', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => unwrap(client.GET('/api/tasks/{id}', { params: { path: { id } }, signal })),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  })
  const loaded = shown.flatMap(({ data }): Loaded[] => (data?.review ? [{ task: data, review: data.review }] : []))
  const isLoading = shown.some(({ isPending }) => isPending)
  const chosen = loaded.filter(({ task }) => !left.has(task.id) && task.mayDecide)
  const done = new Set(results.filter(({ status }) => status < 400).map(({ id }) => id))
  const samples = asked[0]?.kind === 'sample-audit'

  const decide = useMutation({
    mutationFn: async (body: Decisions) => (await unwrap(client.POST('/api/tasks/decisions', { body }))).items,
    onSuccess: async (items) => {
      setResults(items)
      const refused = items.filter(({ status }) => status >= 400)
      setLeft(new Set(refused.map(({ id }) => id)))
      notifications.show({ color: refused.length === 0 ? 'teal' : 'orange', message: t('{done} of {all} done.', { done: items.length - refused.length, all: items.length }) })
      await Promise.all([queries.invalidateQueries({ queryKey: ['tasks', 'list'] }), queries.invalidateQueries({ queryKey: ['instances'] })])
      if (refused.length === 0) {
        onClose()
      }
    },
  })
  const send = (decision: Decisions['decision']): void =>
    decide.mutate({
      decision,
      ...(comment.trim() === '' ? {} : { comment: comment.trim() }),
      tasks: chosen.map(({ task, review }) => ({ id: task.id, digest: review.digest })),
    })
  const nothing = chosen.length === 0 || isLoading

  return (
    <Modal opened onClose={onClose} size="xl" title={samples ? t('Judge together') : t('Decide together')} centered>
      <Stack gap="sm">
        {isLoading && <Skeleton h={120} />}
        <Stack gap={6} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {loaded
            .filter(({ task }) => !done.has(task.id))
            .map(({ task, review }) => (
              <li key={task.id}>
                <Checkbox
                  checked={!left.has(task.id) && task.mayDecide}
                  disabled={!task.mayDecide}
                  label={task.businessKey ?? task.processName}
                  description={
                    <>
                      <Text span size="sm" c="bright" display="block">
                        {samples ? deed(review) : `${approving(review)} ${consequence(review)}`}
                      </Text>
                      <Spoiler maxHeight={76} showLabel={t('Show all')} hideLabel={t('Show less')} fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
                        {inWords(review)}
                      </Spoiler>
                      {!task.mayDecide && <Text span size="xs" c="red" display="block">{task.refusal ?? t('You may look at this, but not decide it.')}</Text>}
                      <Refusal results={results} id={task.id} />
                    </>
                  }
                  onChange={(event) => {
                    const ticked = event.currentTarget.checked
                    setLeft((before) => {
                      const after = new Set(before)
                      if (ticked) {
                        after.delete(task.id)
                      } else {
                        after.add(task.id)
                      }
                      return after
                    })
                  }}
                />
                {!review.reversible && (
                  <Badge ml={32} size="xs" variant="light" color="red">
                    {t('Irreversible')}
                  </Badge>
                )}
              </li>
            ))}
        </Stack>
        <Textarea label={t('Comment')} description={samples ? t('Needed unless all of them are correct.') : t('Needed to reject; agents read it.')} autosize minRows={2} value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
        {decide.error && <ProblemAlert error={decide.error} />}
        {shown.some(({ isError }) => isError) && (
          <Alert color="orange" variant="light" p="xs">
            {t('Some are no longer open and are left out.')}
          </Alert>
        )}
        <Group gap="xs">
          {samples ? (
            <>
              <Button loading={decide.isPending} disabled={nothing} onClick={() => send('correct')}>
                {t('Correct: {count}', { count: chosen.length })}
              </Button>
              <Button variant="default" loading={decide.isPending} disabled={nothing || comment.trim() === ''} onClick={() => send('flawed')}>
                {t('Flawed: {count}', { count: chosen.length })}
              </Button>
            </>
          ) : (
            <>
              <Button loading={decide.isPending} disabled={nothing} onClick={() => send('approve')}>
                {t('Approve {count}', { count: chosen.length })}
              </Button>
              <Button variant="default" c="red" loading={decide.isPending} disabled={nothing || comment.trim() === ''} onClick={() => send('reject')}>
                {t('Reject {count}', { count: chosen.length })}
              </Button>
            </>
          )}
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t('Back')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function Refusal({ results, id }: { results: readonly ItemResult[]; id: string }): ReactElement | null {
  const refused = results.find((result) => result.id === id && result.status >= 400)
  return refused === undefined ? null : (
    <Text span size="xs" c="red" display="block" role="alert">
      {refused.detail ?? refused.code}
    </Text>
  )
}

function inWords(review: Review): string {
  return Object.entries(review.arguments)
    .map(([name, value]) => `${sentenceCase(name)}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n')
}
