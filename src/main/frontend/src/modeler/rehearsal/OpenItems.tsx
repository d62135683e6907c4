import { Text, UnstyledButton } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import type { Rehearsal, RehearsalAnswer } from '../../api'
import { RelativeTime } from '../../ui'
import { rich, t } from '../texts'
import { AnswerProblem } from './AnswerProblem'
import { EventAnswer } from './EventAnswer'
import { inThePlaceOf, isMoving, waitsFor, waitsIn } from './reading'
import classes from './Rehearsal.module.css'
import { useAnswer } from './rehearsalQueries'
import { ReviewAnswer } from './ReviewAnswer'
import { TaskAnswer } from './TaskAnswer'

interface Props {
  rehearsal: Rehearsal
  /** An activity's id. */
  selected: string | null
  onSelect: (activity: string) => void
  onAnswered: () => void
}

/** What people would be asked, and events that are waited for; each is answered here, in the place of whoever would. */
export function OpenItems({ rehearsal, selected, onSelect, onAnswered }: Props): ReactElement {
  const { id, processKey, tasks } = rehearsal
  const waits = waitsIn(rehearsal)
  const answer = useAnswer(id)
  const give = (body: RehearsalAnswer): void => answer.mutate(body, { onSuccess: onAnswered })
  return (
    <section aria-label={t('What it waits for')} className={classes.open}>
      {tasks.length + waits.length === 0 && (
        <Text size="sm" c="dimmed" p="sm">
          {isMoving(rehearsal) ? t('Nothing is asked at the moment.') : t('Nothing is asked any more.')}
        </Text>
      )}
      {answer.error !== null && (
        <div className={classes.section}>
          <AnswerProblem error={answer.error} />
        </div>
      )}
      {tasks.map((task) => (
        <Item
          key={task.id}
          title={task.name}
          about={rich('in the place of {whom}{elsewhere, select, yes {, in {process}} other {}}{dated, select, yes {, due <when></when>} other {}}', {
            whom: inThePlaceOf(task),
            elsewhere: task.processKey === processKey ? 'no' : 'yes',
            process: task.processKey,
            dated: task.dueAt === null ? 'no' : 'yes',
            when: () => task.dueAt !== null && <RelativeTime at={task.dueAt} />,
          })}
          open={selected === task.activityId}
          onSelect={() => onSelect(task.activityId)}
        >
          {task.review === null ? (
            <TaskAnswer task={task} busy={answer.isPending} onAnswer={(variables) => give({ taskId: task.id, variables })} />
          ) : (
            <ReviewAnswer task={task} review={task.review} busy={answer.isPending} onAnswer={(decision) => give({ taskId: task.id, ...decision })} />
          )}
        </Item>
      ))}
      {waits.map((wait, index) => (
        <Item
          key={`${wait.activityId}:${wait.name ?? ''}:${index}`}
          title={waitsFor(wait)}
          about={wait.due === null ? t('from outside the process') : <RelativeTime at={wait.due} />}
          open={selected === wait.activityId}
          onSelect={() => onSelect(wait.activityId)}
        >
          <EventAnswer kind={wait.kind} busy={answer.isPending} onAnswer={(variables) => give({ activityId: wait.activityId, ...(variables === null ? {} : { variables }) })} />
        </Item>
      ))}
    </section>
  )
}

interface ItemProps {
  title: string
  about: ReactNode
  open: boolean
  onSelect: () => void
  children: ReactNode
}

function Item({ title, about, open, onSelect, children }: ItemProps): ReactElement {
  return (
    <article className={classes.item} data-selected={open} aria-label={title}>
      <UnstyledButton className={classes.itemHead} aria-expanded={open} onClick={onSelect}>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <Text size="xs" c="dimmed">
          {about}
        </Text>
      </UnstyledButton>
      {open && <div className={classes.itemBody}>{children}</div>}
    </article>
  )
}
