import { Badge, Button, CopyButton, Group, Paper, Skeleton, Stack, Text } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import type { Variable } from '../api'
import { EmptyState, JsonView, ProblemAlert, RelativeTime } from '../ui'
import { ChangeVariable } from './ChangeVariable'
import { VariablePast } from './VariablePast'
import { useVariables } from './variableQueries'

interface Props {
  instanceId: string
  live: boolean
  mayChange: boolean
}

/** What the instance knows, what is known of where it comes from, and what it was before. */
export function Variables({ instanceId, live, mayChange }: Props): ReactElement {
  const variables = useVariables(instanceId, live)
  const [changing, setChanging] = useState<Variable | null>(null)
  if (variables.data === undefined) {
    return variables.error ? <ProblemAlert error={variables.error} onRetry={() => void variables.refetch()} /> : <Skeleton h={160} />
  }
  if (variables.data.length === 0) {
    return <EmptyState title={t('No data')}>{t('This instance holds no data, or you may not see it.')}</EmptyState>
  }
  return (
    <>
      <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {variables.data.map((variable) => (
          <Item key={variable.name} instanceId={instanceId} variable={variable} onChange={live && mayChange ? () => setChanging(variable) : null} />
        ))}
      </Stack>
      {changing !== null && <ChangeVariable key={changing.name} instanceId={instanceId} variable={changing} onClose={() => setChanging(null)} />}
    </>
  )
}

interface ItemProps {
  instanceId: string
  variable: Variable
  onChange: (() => void) | null
}

function Item({ instanceId, variable, onChange }: ItemProps): ReactElement {
  const [past, setPast] = useState(false)
  const { name, value, type, labels, origin, writtenAt } = variable
  return (
    <Paper component="li" withBorder p="xs">
      <Group justify="space-between" gap="xs" mb={4}>
        <Group gap={6}>
          <Text size="sm" fw={500}>
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {type}
          </Text>
          {labels.map((label) => (
            <Badge key={label} size="xs" variant="light" color={label === 'confidential' ? 'grape' : 'orange'}>
              {labelName(label)}
            </Badge>
          ))}
        </Group>
        <Group gap={4}>
          <Text size="xs" c="dimmed">
            {origin === null ? '' : `${origin} · `}
            <RelativeTime at={writtenAt} />
          </Text>
          <CopyButton value={typeof value === 'string' ? value : JSON.stringify(value, null, 2)}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="subtle" color="gray" aria-label={t('Copy {name}', { name })} onClick={copy}>
                {copied ? t('Copied') : t('Copy')}
              </Button>
            )}
          </CopyButton>
          <Button size="compact-xs" variant="subtle" color="gray" aria-label={t('History of {name}', { name })} aria-expanded={past} onClick={() => setPast(!past)}>
            {t('History')}
          </Button>
          {onChange !== null && (
            <Button size="compact-xs" variant="subtle" aria-label={t('Change {name}', { name })} onClick={onChange}>
              {t('Change')}
            </Button>
          )}
        </Group>
      </Group>
      <JsonView value={value} label={name} />
      {past && <VariablePast instanceId={instanceId} variable={variable} />}
    </Paper>
  )
}

function labelName(label: string): string {
  switch (label) {
    case 'untrusted':
      return t('From outside')
    case 'confidential':
      return t('Confidential')
    default:
      return label
  }
}
