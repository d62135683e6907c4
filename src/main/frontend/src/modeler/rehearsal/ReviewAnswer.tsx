import { Button, Group, Stack, Text } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import type { RehearsalAnswer, RehearsedTask, Review } from '../../api'
import { answer, Details, settlements, WithComment } from '../../review'
import { sentenceCase } from '../../ui'
import { t } from '../texts'
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
        {t('{agent, select, none {The process} other {{name}}} {doubt, select, yes {has used} other {would use}} {tool}.{quorum, plural, one {} other { # people would have to approve; here one answer is enough.}}', {
          agent: review.agent === null ? 'none' : 'one',
          name: sentenceCase(review.agent ?? ''),
          doubt: task.kind === 'in-doubt' ? 'yes' : 'no',
          tool: review.toolTitle,
          quorum: review.quorum,
        })}
      </Text>
      {review.reason !== null && (
        <Text size="sm" c="dimmed">
          {review.reason}
        </Text>
      )}
      <RuleList rules={review.rules} />
      <Details review={review} label={t('What would be sent')} />
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
            {t('Approve')}
          </Button>
          <Button size="xs" variant="default" disabled={busy} onClick={() => setMode('editing')}>
            {t('Edit')}
          </Button>
          <Button size="xs" variant="default" c={busy ? undefined : 'red'} disabled={busy} onClick={() => setMode('rejecting')}>
            {t('Reject')}
          </Button>
          <Button size="xs" variant="subtle" color="gray" disabled={busy} onClick={() => onAnswer({ decision: 'take-over' })}>
            {t('Take over')}
          </Button>
        </Group>
      )
    case 'editing':
      return (
        <JsonAnswer
          label={t('What is sent instead (JSON)')}
          description={t('Checked again, by the tool’s schema and by the tables')}
          action={t('Approve with changes')}
          initial={review.arguments}
          busy={busy}
          onAnswer={(changed) => onAnswer({ decision: 'edit', arguments: changed })}
          beside={
            <Button size="xs" variant="subtle" color="gray" disabled={busy} onClick={back}>
              {t('Back')}
            </Button>
          }
        />
      )
    case 'rejecting':
      return (
        <WithComment
          label={t('Why is it rejected?')}
          description={t('The agent reads it and may try something else.')}
          missing={t('Say why: the agent is told.')}
          action={t('Reject')}
          color="red"
          pending={busy}
          onSend={(comment) => onAnswer({ decision: 'reject', comment })}
          onBack={back}
        />
      )
  }
}
