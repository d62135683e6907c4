import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useMemo, useRef, useState, type ReactElement } from 'react'
import { t } from '../i18n'
import { asProblem, type JsonObject, type Review, type Task } from '../api'
import { TaskHeader } from '../task'
import { ProblemAlert, sentenceCase } from '../ui'
import { argumentFields, type ArgumentField } from './argumentFields'
import { ArgumentInput } from './ArgumentInput'
import { ArgumentsView } from './ArgumentsView'
import { changes, placeErrors, pointer, withValueAt, type Path } from './argumentValues'
import { CallSummary } from './CallSummary'
import { CardFrame } from './CardFrame'
import { Changes } from './Changes'
import { approving, consequence } from './consequence'
import classes from './DecisionCard.module.css'
import { DecisionProblem } from './DecisionProblem'
import { NotYours } from './NotYours'
import { Quorum } from './Quorum'
import { useDecide } from './useDecide'
import { WithComment } from './WithComment'

interface Props {
  task: Task
  onDone: (task: Task) => void
}

/** Everything a person needs to decide on what an agent wants to do. */
export default function DecisionCard({ task, onDone }: Props): ReactElement {
  if (task.review === null) {
    return <ProblemAlert error={new Error('This approval says nothing about what it approves.')} />
  }
  return (
    <CardFrame task={task}>
      <TaskHeader task={task} />
      <What review={task.review} described={task.description} />
      <Why review={task.review} />
      <Quorum review={task.review} />
      <AsSeen key={task.id} task={task} review={task.review} onDone={onDone} />
    </CardFrame>
  )
}

/** A person decides on what they have looked at, also while another reviewer changes it. */
function AsSeen({ task, review, onDone }: { task: Task; review: Review; onDone: (task: Task) => void }): ReactElement {
  const [seen, setSeen] = useState(review)
  return (
    <>
      {review.digest !== seen.digest && (
        <Alert color="orange" title={t('Another reviewer has changed the details')} p="sm">
          <Button size="xs" variant="default" onClick={() => setSeen(review)}>
            {t('Show them')}
          </Button>
        </Alert>
      )}
      <Decide key={seen.digest} task={task} review={seen} onDone={onDone} />
    </>
  )
}

/** @param described what the task itself already says about the tool */
function What({ review, described }: { review: Review; described: string | null }): ReactElement {
  return (
    <CallSummary review={review} described={described} tone={review.reversible ? 'attention' : 'danger'}>
      {approving(review)} {consequence(review)}
    </CallSummary>
  )
}

function Why({ review }: { review: Review }): ReactElement {
  return (
    <section aria-label={t('Why you are asked')}>
      <Title order={3} size="h6" mb={4}>
        {t('Why you are asked')}
      </Title>
      <Stack gap={6}>
        {review.rules.map((rule) => (
          <Text key={`${rule.table}/${rule.id}`} size="sm">
            {rule.description ?? t('A rule asks for a person here.')}{' '}
            <Text span size="xs" c="dimmed" display="inline-block">
              {rule.table}, {rule.id}
            </Text>
          </Text>
        ))}
        {review.rules.length === 0 && <Text size="sm">{t('This action always needs a person.')}</Text>}
        {review.reason !== null && (
          <div>
            <Text size="xs" c="dimmed">
              {t('{agent} says', { agent: review.agent === null ? t('The agent') : sentenceCase(review.agent) })}
            </Text>
            <blockquote className={classes.reason}>{review.reason}</blockquote>
          </div>
        )}
      </Stack>
    </section>
  )
}

type Mode = 'reading' | 'editing' | 'rejecting' | 'taking-over'

function Decide({ task, review, onDone }: { task: Task; review: Review; onDone: (task: Task) => void }): ReactElement {
  const { decide, send } = useDecide(task, onDone)
  const [mode, setMode] = useState<Mode>('reading')
  // As first shown: what a person edits must not change under their hands.
  const [original] = useState(review.arguments)
  const [edited, setEdited] = useState<JsonObject>(original)
  const [invalid, setInvalid] = useState<ReadonlySet<string>>(new Set())

  const fields = useMemo(() => argumentFields(review.argumentsSchema, original), [review.argumentsSchema, original])
  const changed = useMemo(() => changes(original, edited), [original, edited])
  const problem = decide.error === null ? null : asProblem(decide.error)
  const placed = useMemo(() => placeErrors(problem?.errors ?? [], allPaths(fields)), [problem, fields])

  const { digest } = review
  const lacking = review.quorum - review.approvals.length - 1
  const approved = t('{lacking, plural, =0 {Approved.} one {Approved. One more person has to approve.} other {Approved. # more people have to approve.}}', { lacking: Math.max(0, lacking) })
  const leave = (): void => {
    setMode('reading')
    setEdited(original)
    setInvalid(new Set())
    decide.reset()
  }
  const markInvalid = (path: Path, isInvalid: boolean): void => {
    setInvalid((before) => {
      const after = new Set(before)
      if (isInvalid) {
        after.add(pointer(path))
      } else {
        after.delete(pointer(path))
      }
      return after
    })
  }

  const approve = useRef<HTMLButtonElement>(null)
  const may = task.mayDecide && !decide.isPending && mode === 'reading'
  useHotkeys([
    // Not at once: a key that is hit by mistake must not send anything.
    ['a', () => may && approve.current?.focus()],
    ['e', () => may && setMode('editing')],
    ['r', () => may && setMode('rejecting')],
  ])

  return (
    <>
      <section aria-label={t('What will be sent')}>
        <Title order={3} size="h6" mb={6}>
          {t('With these details')}
        </Title>
        {mode === 'editing' ? (
          <Stack gap="sm">
            {fields.map((field) => (
              <ArgumentInput
                key={pointer(field.path)}
                field={field}
                values={edited}
                errors={placed.atField}
                onChange={(path, value) => setEdited((before) => withValueAt(before, path, value))}
                onInvalid={markInvalid}
              />
            ))}
            {changed.length > 0 && (
              <Alert variant="light" color="gray" title={t('Your changes')} p="sm">
                <Changes changes={changed} />
              </Alert>
            )}
          </Stack>
        ) : (
          <ArgumentsView fields={fields} values={original} errors={placed.atField} />
        )}
      </section>
      <div className={classes.actions}>
        <NotYours task={task} mb="xs" />
        {problem !== null && <DecisionProblem problem={problem} elsewhere={placed.elsewhere} />}
        {mode === 'reading' && (
          <Group gap="xs" mt={problem === null ? 0 : 'xs'}>
            <Button ref={approve} loading={decide.isPending} disabled={!task.mayDecide} onClick={() => send({ decision: 'approve', digest }, approved)}>
              {t('Approve')}
            </Button>
            <Button variant="default" disabled={!task.mayDecide || decide.isPending} onClick={() => setMode('editing')}>
              {t('Edit')}
            </Button>
            <Button
              variant="default"
              c={task.mayDecide ? 'red' : undefined}
              disabled={!task.mayDecide || decide.isPending}
              onClick={() => setMode('rejecting')}
            >
              {t('Reject')}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              disabled={!task.mayDecide || decide.isPending}
              onClick={() => setMode('taking-over')}
            >
              {t('Take over')}
            </Button>
          </Group>
        )}
        {mode === 'editing' && (
          <Group gap="xs" mt={problem === null ? 0 : 'xs'}>
            <Button
              loading={decide.isPending}
              disabled={changed.length === 0 || invalid.size > 0}
              onClick={() => send({ decision: 'edit', arguments: edited, digest }, review.quorum > 1 ? t('Approved with your changes. The others are asked again.') : t('Approved with your changes.'))}
            >
              {t('Approve with changes')}
            </Button>
            <Button variant="subtle" color="gray" disabled={decide.isPending} onClick={leave}>
              {t('Discard changes')}
            </Button>
            {changed.length === 0 && (
              <Text size="xs" c="dimmed">
                {t('Nothing is changed yet.')}
              </Text>
            )}
          </Group>
        )}
        {mode === 'rejecting' && (
          <WithComment
            label={t('Why do you reject this?')}
            description={t('The agent reads it and may try something else.')}
            missing={t('Say why, so that the agent can do better.')}
            action={t('Reject')}
            color="red"
            pending={decide.isPending}
            onSend={(comment) => send({ decision: 'reject', comment, digest }, t('Rejected. The agent is told why.'))}
            onBack={leave}
          />
        )}
        {mode === 'taking-over' && (
          <WithComment
            label={t('What do you do instead?')}
            description={t('The agent reads it, leaves this to you, and does not ask again.')}
            missing={null}
            action={t('Take over')}
            pending={decide.isPending}
            onSend={(comment) =>
              send({ decision: 'take-over', ...(comment === '' ? {} : { comment }), digest }, t('Taken over. The agent leaves it to you.'))
            }
            onBack={leave}
          />
        )}
      </div>
    </>
  )
}

function allPaths(fields: readonly ArgumentField[]): readonly Path[] {
  return fields.flatMap((field) => (field.kind === 'group' ? [field.path, ...allPaths(field.fields)] : [field.path]))
}
