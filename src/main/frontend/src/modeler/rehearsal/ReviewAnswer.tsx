import { Button, Group, Stack, Text } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import type { RehearsalAnswer, RehearsedTask, Review } from '../../api'
import { answer, Details, settlements, WithComment } from '../../review'
import { sentenceCase } from '../../ui'
import { JsonAnswer } from './JsonAnswer'
import { RuleList } from './RuleList'

interface Props {
  task: RehearsedTask
  review: Review
  busy: boolean
  onAnswer: (decision: Pick<RehearsalAnswer, 'decision' | 'comment' | 'arguments'>) => void
}

/** A call that waits for a decision. */
export function ReviewAnswer({ task, review, busy, onAnswer }: Props): ReactElement {
  return (
    <Stack gap="sm">
      <Text size="sm">
        {review.agent === null ? 'The process' : sentenceCase(review.agent)} {task.kind === 'in-doubt' ? 'has used' : 'would use'} {review.toolTitle}.
        {review.quorum > 1 && ` ${review.quorum} people would have to approve; here one answer is enough.`}
      </Text>
      {review.reason !== null && (
        <Text size="sm" c="dimmed">
          {review.reason}
        </Text>
      )}
      <RuleList rules={review.rules} />
      <Details review={review} label="What would be sent" />
      {task.kind === 'in-doubt' ? (
        <Group gap="xs">
          {settlements.map((decision) => (
            <Button key={decision} size="xs" variant="default" loading={busy} onClick={() => onAnswer({ decision })}>
              {answer(decision, review).label}
            </Button>
          ))}
        </Group>
      ) : (
        <Decide review={review} busy={busy} onAnswer={onAnswer} />
      )}
    </Stack>
  )
}

function Decide({ review, busy, onAnswer }: Omit<Props, 'task'>): ReactElement {
  const [mode, setMode] = useState<'reading' | 'editing' | 'rejecting'>('reading')
  const back = (): void => setMode('reading')
  switch (mode) {
    case 'reading':
      return (
        <Group gap="xs">
          <Button size="xs" loading={busy} onClick={() => onAnswer({ decision: 'approve' })}>
            Approve
          </Button>
          <Button size="xs" variant="default" disabled={busy} onClick={() => setMode('editing')}>
            Edit
          </Button>
          <Button size="xs" variant="default" c={busy ? undefined : 'red'} disabled={busy} onClick={() => setMode('rejecting')}>
            Reject
          </Button>
          <Button size="xs" variant="subtle" color="gray" disabled={busy} onClick={() => onAnswer({ decision: 'take-over' })}>
            Take over
          </Button>
        </Group>
      )
    case 'editing':
      return (
        <JsonAnswer
          label="What is sent instead (JSON)"
          description="Checked again, by the tool’s schema and by the tables"
          action="Approve with changes"
          initial={review.arguments}
          busy={busy}
          onAnswer={(changed) => onAnswer({ decision: 'edit', arguments: changed })}
          beside={
            <Button size="xs" variant="subtle" color="gray" disabled={busy} onClick={back}>
              Back
            </Button>
          }
        />
      )
    case 'rejecting':
      return (
        <WithComment
          label="Why is it rejected?"
          description="The agent reads it and may try something else."
          missing="Say why: the agent is told."
          action="Reject"
          color="red"
          pending={busy}
          onSend={(comment) => onAnswer({ decision: 'reject', comment })}
          onBack={back}
        />
      )
  }
}
