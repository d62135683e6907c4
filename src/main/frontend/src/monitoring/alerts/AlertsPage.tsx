import { Badge, Button, Group, Loader, Stack, Text } from '@mantine/core'
import { IconBellOff } from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'
import { rich, t } from '../../i18n'
import type { Alert, Me } from '../../api'
import { EmptyState, PageHeader, ProblemAlert, RelativeTime } from '../../ui'
import { valueIn, type Unit } from '../format'
import { AlertHistory } from './AlertHistory'
import classes from './Alerts.module.css'
import { useAlerts, useDeleteAlert, useSilenceAlert, useUnits } from './alertQueries'
import { EditAlert } from './EditAlert'
import { inWords, scopeOf, severities } from './words'

interface Props {
  me: Me
  mayChange: boolean
}

const day = 24 * 60 * 60 * 1_000

/** From where on somebody has to know: what is raised first. */
export default function AlertsPage({ me, mayChange }: Props): ReactElement {
  const alerts = useAlerts()
  const units = useUnits()
  const [editing, setEditing] = useState<Alert | 'new' | null>(null)
  const sorted = [...(alerts.data ?? [])].sort((one, other) => Number(other.firingSince !== null) - Number(one.firingSince !== null) || one.name.localeCompare(other.name))
  return (
    <>
      <PageHeader
        title={t('Alerts')}
        beside={alerts.isPending ? <Loader size="xs" /> : undefined}
        actions={
          mayChange && (
            <Button size="xs" onClick={() => setEditing('new')}>
              {t('New alert')}
            </Button>
          )
        }
      />
      <Text size="sm" c="dimmed" mb="sm">
        {t('A rule watches one figure, and tells people or starts a process once it is on the wrong side.')}
      </Text>
      {alerts.error && <ProblemAlert error={alerts.error} onRetry={() => void alerts.refetch()} />}
      {alerts.data?.length === 0 && <EmptyState title={t('Nothing is watched')}>{t('Nobody is told when runs fail, costs rise or tasks are overdue.')}</EmptyState>}
      <Stack gap="xs" role="list" aria-label={t('Alerts')}>
        {sorted.map((alert) => (
          <Row key={alert.name} alert={alert} unit={units.data?.get(alert.rule.figure) ?? 'count'} mayChange={mayChange} onEdit={() => setEditing(alert)} />
        ))}
      </Stack>
      {editing !== null && <EditAlert alert={editing === 'new' ? null : editing} taken={sorted.map(({ name }) => name)} units={units.data ?? new Map<string, Unit>()} me={me} onClose={() => setEditing(null)} />}
    </>
  )
}

interface RowProps {
  alert: Alert
  unit: Unit
  mayChange: boolean
  onEdit: () => void
}

function Row({ alert, unit, mayChange, onEdit }: RowProps): ReactElement {
  const { name, rule, firingSince, silencedUntil, value, readAt } = alert
  const [history, setHistory] = useState(false)
  const silence = useSilenceAlert()
  const remove = useDeleteAlert()
  const severity = severities[rule.severity]
  const isSilent = silencedUntil !== null && new Date(silencedUntil) > new Date()
  return (
    <div role="listitem" className={classes.row} data-raised={firingSince !== null}>
      <Group gap="xs" wrap="wrap">
        <Text fw={500} className={classes.name}>
          {name}
        </Text>
        <Badge size="sm" variant="light" color={severity.color}>
          {severity.name}
        </Badge>
        {firingSince !== null && (
          <Text size="sm" fw={500} className={classes.raised}>
            {rich('raised <since></since>', { since: () => <RelativeTime key="since" at={firingSince} /> })}
          </Text>
        )}
        {isSilent && (
          <Text size="xs" c="dimmed">
            <IconBellOff size={12} aria-hidden /> {t('silent')}
          </Text>
        )}
      </Group>
      <Text size="sm">
        {inWords(rule, unit)}
        {scopeOf(rule) !== '' && <Text span c="dimmed">{` · ${scopeOf(rule)}`}</Text>}
      </Text>
      <Text size="xs" c="dimmed">
        {readAt === null || value === null ? t('Nothing was measured yet.') : rich('Now {value}, looked at <at></at>.', { value: valueIn(unit, value), at: () => <RelativeTime key="at" at={readAt} /> })} {whatFollows(alert)}
      </Text>
      <Group gap={6} mt={4}>
        <Button size="compact-xs" variant="default" onClick={() => setHistory(true)}>
          {t('History')}
        </Button>
        {mayChange && (
          <>
            <Button size="compact-xs" variant="default" onClick={onEdit}>
              {t('Edit')}
            </Button>
            <Button size="compact-xs" variant="default" loading={silence.isPending} onClick={() => silence.mutate({ name, until: isSilent ? null : new Date(Date.now() + day).toISOString() })}>
              {isSilent ? t('End the silence') : t('Silence for a day')}
            </Button>
            <Button size="compact-xs" variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate({ name })}>
              {t('Delete')}
            </Button>
          </>
        )}
      </Group>
      {(silence.error ?? remove.error) && <ProblemAlert error={silence.error ?? remove.error} />}
      {history && <AlertHistory name={name} unit={unit} onClose={() => setHistory(false)} />}
    </div>
  )
}

function whatFollows({ rule: { tell, start } }: Alert): string {
  const groups = tell ?? []
  return [
    groups.length > 0 && t('Tells {groups}.', { groups: groups.join(', ') }),
    start !== null && start !== undefined && t('Starts {process} for {person}.', { process: start.processKey, person: start.as }),
  ]
    .filter((words) => words !== false)
    .join(' ')
}
