import { ActionIcon, Badge, ThemeIcon } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'
import type { TimelineEntry } from '../api'
import { duration, JsonView, money, RelativeTime, StateBadge, toneColor } from '../ui'
import { EntryIcon } from './EntryIcon'
import { entryTone } from './entryTone'
import classes from './Timeline.module.css'

interface Props {
  entries: readonly TimelineEntry[]
  selectedActivity?: string | null
  onSelectActivity?: (activityId: string | null) => void
}

/** What happened, newest last. */
export function Timeline({ entries, selectedActivity = null, onSelectActivity }: Props): ReactElement {
  return (
    <ol className={classes.timeline} aria-label="Timeline">
      {entries.map((entry) => (
        <Entry
          key={entry.id}
          entry={entry}
          selected={selectedActivity !== null && entry.activityId === selectedActivity}
          onSelectActivity={onSelectActivity}
        />
      ))}
    </ol>
  )
}

interface EntryProps {
  entry: TimelineEntry
  selected: boolean
  onSelectActivity: ((activityId: string | null) => void) | undefined
}

function Entry({ entry, selected, onSelectActivity }: EntryProps): ReactElement {
  const [expanded, setExpanded] = useState(false)
  const hasDetail = Object.keys(entry.detail).length > 0
  const { activityId } = entry
  const about = [entry.actor, entry.activityName !== entry.title ? entry.activityName : null].filter((part) => part !== null)
  return (
    <li className={classes.entry} data-selected={selected}>
      <div className={classes.line}>
        <ThemeIcon size={24} radius="xl" variant="light" color={toneColor(entryTone(entry))} aria-hidden>
          <EntryIcon type={entry.type} />
        </ThemeIcon>
        <div className={classes.text}>
          {activityId !== null && onSelectActivity !== undefined ? (
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
          )}
          {entry.state !== null && <StateBadge state={entry.state} size="xs" />}
          {entry.rehearsal && (
            <Badge size="xs" variant="outline" color="gray">
              Rehearsal
            </Badge>
          )}
          {about.length > 0 && <span className={classes.about}>{about.join(' · ')}</span>}
        </div>
        <span className={classes.number}>{entry.costUsd !== null && entry.costUsd > 0 ? money(entry.costUsd) : ''}</span>
        <span className={classes.number}>{entry.durationMs === null ? '' : duration(entry.durationMs)}</span>
        <RelativeTime at={entry.at} className={classes.time} />
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Details of ${entry.title}`}
          aria-expanded={expanded}
          style={{ visibility: hasDetail ? 'visible' : 'hidden' }}
          onClick={() => setExpanded(!expanded)}
        >
          <IconChevronDown size={14} className={classes.chevron} data-expanded={expanded} />
        </ActionIcon>
      </div>
      {expanded && (
        <div className={classes.detail}>
          <JsonView value={entry.detail} label={`Details of ${entry.title}`} />
        </div>
      )}
    </li>
  )
}
