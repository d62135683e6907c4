import { Skeleton, Stack, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import type { Variable } from '../api'
import { JsonView, ProblemAlert, RelativeTime } from '../ui'
import { useVariableHistory } from './variableQueries'

/** What a variable was, as far as that is kept. */
export function VariablePast({ instanceId, variable }: { instanceId: string; variable: Variable }): ReactElement {
  const history = useVariableHistory(instanceId, variable)
  if (history.data === undefined) {
    return history.error ? <ProblemAlert error={history.error} onRetry={() => void history.refetch()} /> : <Skeleton h={48} mt="xs" />
  }
  const { items, complete } = history.data
  return (
    <Stack gap={6} mt="xs" pl="sm" style={{ borderLeft: '2px solid var(--mantine-color-default-border)' }}>
      {items.map(({ at, by, reason, activityId, value, digest }, index) => (
        <div key={`${at}-${String(index)}`}>
          <Text size="xs" c="dimmed">
            <RelativeTime at={at} />
            {[by, activityId, reason].filter((known) => known !== null && known !== '').map((known) => ` · ${known ?? ''}`)}
          </Text>
          {value === null ? (
            <Text size="xs" c="dimmed" truncate title={digest ?? undefined}>
              {t('The value itself is not kept.')}
            </Text>
          ) : (
            <JsonView value={value} label={t('{name} before', { name: variable.name })} />
          )}
        </div>
      ))}
      {!complete && (
        <Text size="xs" c="dimmed">
          {t('Kept are the last value and changes by hand.')}
        </Text>
      )}
    </Stack>
  )
}
