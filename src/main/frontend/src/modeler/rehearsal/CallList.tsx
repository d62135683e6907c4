import { Group, Text, UnstyledButton } from '@mantine/core'
import { useEffect, useRef, type ReactElement } from 'react'
import type { RehearsedCall } from '../../api'
import { EmptyState, JsonView, sentenceCase, StateBadge } from '../../ui'
import { t } from '../texts'
import { whoWouldDecide } from './reading'
import classes from './Rehearsal.module.css'
import { RuleList } from './RuleList'

interface Props {
  calls: readonly RehearsedCall[]
  /** An activity's id. */
  selected: string | null
  /** The same, where its first call is to be brought into view. */
  sought: string | null
  onSelect: (activity: string) => void
}

/** The calls of tools: what the gateway says to each, by which rule, and who would have to decide. */
export function CallList({ calls, selected, sought, onSelect }: Props): ReactElement {
  if (calls.length === 0) {
    return <EmptyState title={t('No calls yet')}>{t('Each tool that an agent or the process wants to use appears here, with the verdict.')}</EmptyState>
  }
  const found = calls.find(({ activityId }) => activityId !== null && activityId === sought)
  return (
    <ol className={classes.calls} aria-label={t('Calls')}>
      {calls.map((call) => (
        <Call key={call.id} call={call} selected={selected !== null && call.activityId === selected} sought={call === found} onSelect={onSelect} />
      ))}
    </ol>
  )
}

interface CallProps {
  call: RehearsedCall
  selected: boolean
  sought: boolean
  onSelect: (activity: string) => void
}

function Call({ call, selected, sought, onSelect }: CallProps): ReactElement {
  const item = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (sought) {
      item.current?.scrollIntoView({ block: 'nearest' })
    }
  }, [sought])
  const { activityId, activityName, actor, tool, verdict, reason, rules, deciders } = call
  const by = [actor === null ? null : sentenceCase(actor.replace(/^agent:/, '')), activityName].filter((part) => part !== null && part !== '').join(', ')
  const head = (
    <>
      <Group gap="xs" wrap="nowrap">
        <Text size="sm" fw={600} className={classes.tool}>
          {tool}
        </Text>
        {verdict !== null && <StateBadge state={verdict} size="xs" />}
      </Group>
      <Text size="xs" c="dimmed">
        {by}
      </Text>
    </>
  )
  return (
    <li ref={item} className={classes.call} data-selected={selected}>
      {activityId === null ? (
        head
      ) : (
        <UnstyledButton className={classes.callHead} aria-pressed={selected} onClick={() => onSelect(activityId)}>
          {head}
        </UnstyledButton>
      )}
      {deciders !== null && (
        <Text size="xs" fw={500}>
          {whoWouldDecide(deciders)}
        </Text>
      )}
      {reason !== null && <Text size="xs">{reason}</Text>}
      <RuleList rules={rules} />
      <details className={classes.details}>
        <summary>{t('Arguments')}</summary>
        <JsonView value={call.arguments} label={t('Arguments of {tool}', { tool })} />
      </details>
    </li>
  )
}
