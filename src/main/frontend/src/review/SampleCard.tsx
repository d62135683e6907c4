import { Button, Group, Text, Title } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import { asProblem, type Review, type Task } from '../api'
import { TaskHeader } from '../task'
import { JsonView, ProblemAlert } from '../ui'
import { CallSummary } from './CallSummary'
import { CardFrame } from './CardFrame'
import classes from './DecisionCard.module.css'
import { DecisionProblem } from './DecisionProblem'
import { Details } from './Details'
import { deed, judgements, type Judgement } from './judgement'
import { NotYours } from './NotYours'
import { useDecide } from './useDecide'
import { WithComment } from './WithComment'

interface Props {
  task: Task
  onDone: (task: Task) => void
}

/** Everything a person needs to judge a call that ran without anybody being asked. */
export default function SampleCard({ task, onDone }: Props): ReactElement {
  const { review } = task
  if (review === null) {
    return <ProblemAlert error={new Error('This task does not say which call it is about.')} />
  }
  return (
    <CardFrame task={task} {...(review.calledIn === null ? {} : { instanceId: review.calledIn })}>
      <TaskHeader task={task} />
      <CallSummary review={review} described={task.description} tone="neutral">
        {deed(review)}
      </CallSummary>
      {review.reason !== null && (
        <section aria-label={t('Why it was done')}>
          <Title order={3} size="h6" mb={4}>
            {t('Why it was done')}
          </Title>
          <blockquote className={classes.reason}>{review.reason}</blockquote>
        </section>
      )}
      <Details review={review} label={t('What was sent')} />
      <section aria-label={t('What came of it')}>
        <Title order={3} size="h6" mb={6}>
          {t('What came of it')}
        </Title>
        <JsonView value={review.outcome} label={t('Answer of the tool')} />
      </section>
      <Judge key={task.id} task={task} review={review} onDone={onDone} />
    </CardFrame>
  )
}

function Judge({ task, review, onDone }: { task: Task; review: Review; onDone: (task: Task) => void }): ReactElement {
  const { decide, send } = useDecide(task, onDone)
  const [judgement, setJudgement] = useState<Judgement | null>(null)
  const problem = decide.error === null ? null : asProblem(decide.error)
  const question = judgement === null ? null : judgements[judgement].question
  const judge = (chosen: Judgement, comment: string): void =>
    send({ decision: chosen, ...(comment === '' ? {} : { comment }), digest: review.digest }, `Judged: ${judgements[chosen].label.toLowerCase()}.`)

  return (
    <section aria-label={t('Judge it')} className={classes.actions}>
      <Title order={3} size="h6">
        {t('Was this right?')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('It has happened. Your answer changes nothing about it and counts for how well it is done.')}
      </Text>
      <NotYours task={task} mb="xs" />
      {problem !== null && <DecisionProblem problem={problem} elsewhere={problem.errors} />}
      {judgement === null || question === null ? (
        <Group gap="xs" mt={problem === null ? 0 : 'xs'}>
          {(Object.keys(judgements) as Judgement[]).map((choice) => (
            <Button
              key={choice}
              variant={choice === 'correct' ? 'filled' : 'default'}
              c={choice === 'wrong' && task.mayDecide ? 'red' : undefined}
              title={judgements[choice].means}
              loading={decide.isPending && decide.variables.decision === choice}
              disabled={!task.mayDecide || decide.isPending}
              onClick={() => (judgements[choice].question === null ? judge(choice, '') : setJudgement(choice))}
            >
              {judgements[choice].label}
            </Button>
          ))}
        </Group>
      ) : (
        <WithComment
          label={question}
          description={t('{means} It is kept on record with your answer.', { means: judgements[judgement].means })}
          missing={t('Say what it was, so that others can learn from it.')}
          action={judgements[judgement].label}
          {...(judgement === 'wrong' ? { color: 'red' } : {})}
          pending={decide.isPending}
          onSend={(comment) => judge(judgement, comment)}
          onBack={() => {
            setJudgement(null)
            decide.reset()
          }}
        />
      )}
    </section>
  )
}
