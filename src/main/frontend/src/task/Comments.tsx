import { Button, Group, Stack, Text, Textarea, Title } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import { ProblemAlert, RelativeTime } from '../ui'
import { useComment, useComments } from './taskQueries'

const longest = 4000

/** What people say to each other about a task. On record, and never read by an agent. */
export function Comments({ taskId }: { taskId: string }): ReactElement {
  const comments = useComments(taskId)
  const add = useComment(taskId)
  const [text, setText] = useState('')
  const send = (): void => add.mutate(text.trim(), { onSuccess: () => setText('') })
  return (
    <section aria-label={t('Comments')} style={{ marginTop: 'var(--mantine-spacing-md)', paddingBottom: 'var(--mantine-spacing-md)' }}>
      <Title order={3} size="h6" mb={4}>
        {t('Comments')}
      </Title>
      <Stack gap="xs">
        {comments.error && <ProblemAlert error={comments.error} onRetry={() => void comments.refetch()} />}
        {(comments.data ?? []).map(({ id, author, at, text: said }) => (
          <div key={id}>
            <Text size="xs" c="dimmed">
              {author ?? t('unknown')} · <RelativeTime at={at} />
            </Text>
            <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {said}
            </Text>
          </div>
        ))}
        <Textarea
          size="xs"
          aria-label={t('Write a comment')}
          placeholder={t('Write a comment')}
          autosize
          minRows={1}
          maxLength={longest}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {add.error && <ProblemAlert error={add.error} />}
        {text.trim() !== '' && (
          <Group>
            <Button size="xs" variant="default" loading={add.isPending} onClick={send}>
              {t('Send')}
            </Button>
          </Group>
        )}
      </Stack>
    </section>
  )
}
