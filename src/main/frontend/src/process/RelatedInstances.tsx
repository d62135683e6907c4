import { Group, Paper, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import type { ChildInstance } from '../api'
import { lists as classes, RelativeTime, StateBadge } from '../ui'

/** What an instance has called, and what its tools have started. */
export function RelatedInstances({ instances }: { instances: readonly ChildInstance[] }): ReactElement {
  return (
    <Paper withBorder component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label={t('Started from here')}>
      {instances.map(({ id, processName, businessKey, state, startedAt }) => (
        <Group key={id} component="li" gap="xs" px="sm" py={6} wrap="nowrap" justify="space-between">
          <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
            <Link to="/instances/$id" params={{ id }} className={classes.link}>
              {processName}
            </Link>
            <Text size="sm" c="dimmed" truncate>
              {businessKey ?? ''}
            </Text>
            <StateBadge state={state} size="xs" />
          </Group>
          <RelativeTime at={startedAt} />
        </Group>
      ))}
    </Paper>
  )
}
