import { Button, Group, Modal, Stack, Text, Textarea, Title } from '@mantine/core'
import { useId, useState, type ReactElement } from 'react'
import { t } from '../i18n'
import { asProblem, type Review, type Task } from '../api'
import { TaskHeader } from '../task'
import { ProblemAlert } from '../ui'
import { placeErrors, pointer } from './argumentValues'
import { CallSummary } from './CallSummary'
import { CardFrame } from './CardFrame'
import { DecisionProblem } from './DecisionProblem'
import { Details } from './Details'
import classes from './InDoubtCard.module.css'
import { NotYours } from './NotYours'
import { answer, commentReader, doubt, ifItDid, needsConfirmation, settlements, type Settlement } from './settlement'
import { useDecide } from './useDecide'

interface Props {
  task: Task
  onDone: (task: Task) => void
}

/** Everything a person needs to say what became of a call whose answer was lost. */
export default function InDoubtCard({ task, onDone }: Props): ReactElement {
  const { review } = task
  if (review === null) {
    return <ProblemAlert error={new Error('This task does not say which call it is about.')} />
  }
  // The reason has its own place below.
  const headed = task.description === review.reason ? { ...task, description: null } : task
  return (
    <CardFrame task={task}>
      <TaskHeader task={headed} />
      <CallSummary review={review} described={headed.description} tone="doubt">
        {doubt(review)} {ifItDid(review)}
      </CallSummary>
      {review.reason !== null && (
        <section aria-label={t('Why it is not known')}>
          <Title order={3} size="h6" mb={4}>
            {t('Why it is not known')}
          </Title>
          <Text size="sm" className={classes.reason}>
            {review.reason}
          </Text>
        </section>
      )}
      <Details review={review} label={t('What was to be sent')} />
      <Settle key={task.id} task={task} review={review} onDone={onDone} />
    </CardFrame>
  )
}

const commentPath = ['comment']

function Settle({ task, review, onDone }: { task: Task; review: Review; onDone: (task: Task) => void }): ReactElement {
  const { decide, send } = useDecide(task, onDone)
  const [comment, setComment] = useState('')
  const [confirming, setConfirming] = useState(false)
  const id = useId()
  const problem = decide.error === null ? null : asProblem(decide.error)
  const placed = placeErrors(problem?.errors ?? [], [commentPath])
  const sending = decide.isPending ? decide.variables.decision : null

  const settle = (settlement: Settlement): void => {
    setConfirming(false)
    const said = comment.trim()
    send({ decision: settlement, ...(said === '' ? {} : { comment: said }) }, answer(settlement, review).sent)
  }

  return (
    <section aria-label={t('Settle it')} className={classes.settle}>
      <Title order={3} size="h6">
        {t('What became of it?')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('Look first where the call went to: what you answer is taken as the truth.')}
      </Text>
      <Stack gap="sm" mt="xs">
        <NotYours task={task} />
        {problem !== null && <DecisionProblem problem={problem} elsewhere={placed.elsewhere} />}
        <Textarea
          label={t('Comment')}
          description={commentReader(review)}
          autosize
          minRows={1}
          maxRows={8}
          disabled={!task.mayDecide || decide.isPending}
          value={comment}
          error={placed.atField.get(pointer(commentPath))}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        {settlements.map((settlement) => {
          const { label, follows } = answer(settlement, review)
          const risky = needsConfirmation(settlement, review)
          const mayAnswer = task.mayDecide && (sending === null || sending === settlement)
          return (
            <div key={settlement} className={classes.answer}>
              <Button
                variant="default"
                c={risky && mayAnswer ? 'red' : undefined}
                loading={sending === settlement}
                disabled={!mayAnswer}
                aria-describedby={`${id}-${settlement}`}
                onClick={() => (risky ? setConfirming(true) : settle(settlement))}
              >
                {label}
              </Button>
              <Text size="sm" id={`${id}-${settlement}`}>
                {follows}
              </Text>
            </div>
          )
        })}
      </Stack>
      <Modal opened={confirming} onClose={() => setConfirming(false)} title={t('Do it again?')} centered>
        <Stack gap="sm">
          <Text size="sm">
            {t('Only when you are sure that it did not happen. If it did, it happens a second time, and neither can be undone.')}
          </Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" data-autofocus onClick={() => setConfirming(false)}>
              {t('Back')}
            </Button>
            <Button color="red" onClick={() => settle('retry')}>
              {t('I am sure, do it again')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </section>
  )
}
