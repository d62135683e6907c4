import { ActionIcon, Badge, ThemeIcon } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useMemo, useState, type ReactElement, type ReactNode } from 'react'
import { t } from '../i18n'
import type { TimelineEntry } from '../api'
import { duration, JsonView, money, RelativeTime, sentenceCase, StateBadge, stateLook, toneColor } from '../ui'
import { EntryIcon } from './EntryIcon'
import { entryTone } from './entryTone'
import { personOf, toSteps, type Step } from './story'
import classes from './Timeline.module.css'

interface Props {
  entries: readonly TimelineEntry[]
  /** Shows only that many of the last steps. */
  last?: number
  selectedActivity?: string | null
  onSelectActivity?: (activityId: string | null) => void
}

/** What happened, step by step, newest last. */
export function Timeline({ entries, last = Number.POSITIVE_INFINITY, selectedActivity = null, onSelectActivity }: Props): ReactElement {
  const steps = useMemo(() => toSteps(entries), [entries])
  return (
    <ol className={classes.timeline} aria-label={t('Timeline')}>
      {steps.slice(-last).map((step) => (
        <StepItem
          key={step.entry.id}
          step={step}
          selected={selectedActivity !== null && step.entry.activityId === selectedActivity}
          onSelectActivity={onSelectActivity}
        />
      ))}
    </ol>
  )
}

interface StepProps {
  step: Step
  selected: boolean
  onSelectActivity: ((activityId: string | null) => void) | undefined
}

function StepItem({ step, selected, onSelectActivity }: StepProps): ReactElement {
  const { entry, state, agent, happenings } = step
  const { activityId } = entry
  const who = agent === null ? personOf(entry) : sentenceCase(agent)
  return (
    <li className={classes.step} data-selected={selected}>
      <Line
        entry={entry}
        icon={agent === null ? entry.type : 'model-call'}
        color={toneColor(entryTone({ type: entry.type, state }))}
        size={24}
        duration={entry.durationMs}
        costUsd={step.costUsd}
        title={
          activityId !== null && onSelectActivity !== undefined ? (
            <button
              type="button"
              className={classes.title}
              aria-pressed={selected}
              onClick={() => onSelectActivity(selected ? null : activityId)}
            >
              {entry.title}
            </button>
          ) : (
            <span className={classes.title}>{entry.title}</span>
          )
        }
      >
        {state !== null && <StateBadge state={state} size="xs" />}
        {who !== null && <span className={classes.about}>{who}</span>}
        {step.rehearsal && (
          <Badge size="xs" variant="outline" color="gray" title={t('A stand-in answered, no language model')}>
            {t('Rehearsal')}
          </Badge>
        )}
      </Line>
      {happenings.length > 0 && (
        <ol className={classes.happenings}>
          {happenings.map((happening) => (
            <Happening key={happening.id} entry={happening} />
          ))}
        </ol>
      )}
    </li>
  )
}

function Happening({ entry }: { entry: TimelineEntry }): ReactElement {
  const who = personOf(entry)
  const color = toneColor(entryTone(entry))
  return (
    <li>
      <Line entry={entry} icon={entry.type} color={color} size={18} duration={entry.durationMs} costUsd={entry.costUsd} title={<span>{entry.title}</span>}>
        {entry.state !== null && !goesWithoutSaying(entry, who) && <StateBadge state={entry.state} size="xs" />}
        {who !== null && <span className={classes.about}>{who}</span>}
      </Line>
    </li>
  )
}

/** An agent's own work is expected to go well; what people decided is always said. */
function goesWithoutSaying({ state }: TimelineEntry, person: string | null): boolean {
  return person === null && state !== null && stateLook(state).tone === 'success'
}

interface LineProps {
  entry: TimelineEntry
  icon: TimelineEntry['type']
  color: string
  size: number
  title: ReactNode
  duration: number | null
  costUsd: number | null
  children: ReactNode
}

function Line({ entry, icon, color, size, title, duration: took, costUsd, children }: LineProps): ReactElement {
  const [expanded, setExpanded] = useState(false)
  const detail = Object.fromEntries(Object.entries(entry.detail).filter(([name]) => name !== 'activityType'))
  const hasDetail = Object.keys(detail).length > 0
  return (
    <>
      <div className={classes.line}>
        <span className={classes.icon}>
          <ThemeIcon size={size} radius="xl" variant="light" color={color} aria-hidden>
            <EntryIcon type={icon} size={size === 24 ? 14 : 12} />
          </ThemeIcon>
        </span>
        <div className={classes.text}>
          {title}
          {children}
        </div>
        <span className={classes.number}>{costUsd !== null && costUsd > 0 ? money(costUsd) : ''}</span>
        <span className={classes.number}>{took !== null && took > 0 ? duration(took) : ''}</span>
        <RelativeTime at={entry.at} className={classes.time} />
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('Details of {title}', { title: entry.title })}
          aria-expanded={expanded}
          style={{ visibility: hasDetail ? 'visible' : 'hidden' }}
          onClick={() => setExpanded(!expanded)}
        >
          <IconChevronDown size={14} className={classes.chevron} data-expanded={expanded} />
        </ActionIcon>
      </div>
      {expanded && (
        <div className={classes.detail}>
          <JsonView value={detail} label={t('Details of {title}', { title: entry.title })} />
        </div>
      )}
    </>
  )
}
