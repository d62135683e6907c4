import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import type { Incident } from '../api'
import { RelativeTime } from '../ui'
import { useIncidents, useRetryIncident } from './instanceQueries'
import { SkipIncident } from './SkipIncident'

interface Props {
  instanceId: string
  mayRetry: boolean
}

/** What of this instance has given up, and what became of trying again. */
export function OpenIncidents({ instanceId, mayRetry }: Props): ReactElement | null {
  const incidents = useIncidents(instanceId)
  const open = incidents.data ?? []
  return open.length === 0 ? null : (
    <Stack gap="xs">
      {open.map((incident) => (
        <OpenIncident key={incident.id} incident={incident} mayRetry={mayRetry} />
      ))}
    </Stack>
  )
}

function OpenIncident({ incident, mayRetry }: { incident: Incident; mayRetry: boolean }): ReactElement {
  const place = incident.activityName ?? incident.activityId ?? incident.processName
  const [skipping, setSkipping] = useState(false)
  const retry = useRetryIncident(incident.instanceId, () => notifications.show({ message: t('{place} goes on.', { place }) }))
  return (
    <Alert color="red" variant="light" p="xs" icon={<IconAlertTriangle size={18} />} title={t('{place} has given up', { place })}>
      <Group justify="space-between" align="flex-end" gap="xs">
        <div style={{ flex: '1 1 280px' }}>
          <Text size="sm">{incident.reason}</Text>
          <Text size="xs" c="dimmed">
            <RelativeTime at={incident.at} />
            {incident.retries > 0 && ` · ${t('{count, plural, one {tried again once} other {tried again # times}}', { count: incident.retries })}`}
          </Text>
          <Text size="sm" role="status">
            {retry.data?.outcome === 'failed-again' && t('It failed again: {reason}', { reason: retry.data.reason ?? incident.reason })}
            {retry.data?.outcome === 'running' && t('It is being tried.')}
            {retry.error !== null && retry.error.message}
          </Text>
        </div>
        {mayRetry && (
          <Group gap="xs">
            {incident.kind === 'run-failed' && (
              <Button size="xs" variant="subtle" color="gray" onClick={() => setSkipping(true)}>
                {t('Skip…')}
              </Button>
            )}
            <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate(incident.id)}>
              {t('Try again')}
            </Button>
          </Group>
        )}
      </Group>
      {skipping && <SkipIncident incident={incident} place={place} onClose={() => setSkipping(false)} />}
    </Alert>
  )
}
