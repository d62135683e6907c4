import { Alert, Button, Loader, ScrollArea, Stack, Table, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import type { Retention, WorkflowRetention } from '../api'
import { lists as classes, PageHeader, ProblemAlert, RelativeTime } from '../ui'
import { Bundles } from './Bundles'
import { Holds } from './Holds'
import { period } from './period'
import { useRetention, useRunRetention } from './retentionQueries'

interface Props {
  mayRun: boolean
  mayHold: boolean
}

/** How long instances are kept, what is due, what is held, and what is left of those that are gone. */
export default function RetentionPage({ mayRun, mayHold }: Props): ReactElement {
  const retention = useRetention()
  const run = useRunRetention()
  const running = retention.data?.run?.endedAt === null
  return (
    <Stack gap="lg">
      <div>
        <PageHeader
          title={t('Retention')}
          beside={retention.isPending ? <Loader size="xs" /> : undefined}
          actions={
            mayRun && (
              <Button size="xs" variant="default" loading={run.isPending || running} onClick={() => run.mutate()}>
                {t('Clear away what is due')}
              </Button>
            )
          }
        />
        <Text size="sm" c="dimmed" mb="sm">
          {t('What is old enough goes with all it has, once its evidence is in the archive. The trail stays.')}
        </Text>
        {run.error && <ProblemAlert error={run.error} />}
        {retention.error && <ProblemAlert error={retention.error} onRetry={() => void retention.refetch()} />}
        {retention.data !== undefined && <Rules retention={retention.data} />}
      </div>
      <Holds mayHold={mayHold} />
      <Bundles mayRead={mayHold} />
    </Stack>
  )
}

function Rules({ retention: { run, workflows } }: { retention: Retention }): ReactElement {
  return (
    <Stack gap="xs">
      {workflows
        .filter(({ failure }) => failure !== null)
        .map(({ processKey, name, failure }) => (
          <Alert key={processKey} color="red" variant="light" p="xs" title={name} role="alert">
            {failure}
          </Alert>
        ))}
      <ScrollArea type="auto" className={classes.frame}>
        <Table verticalSpacing={5}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('Process')}</Table.Th>
              <Table.Th>{t('Kept after its end')}</Table.Th>
              <Table.Th className={classes.number}>{t('Due')}</Table.Th>
              <Table.Th>{t('Ended first')}</Table.Th>
              <Table.Th className={classes.number}>{t('Cleared away')}</Table.Th>
              <Table.Th className={classes.number}>{t('Failed')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {workflows.map((workflow) => (
              <Rule key={workflow.processKey} workflow={workflow} />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      <Text size="xs" c="dimmed" role="status">
        {run === null ? (
          t('Nothing was cleared away so far.')
        ) : (
          <>
            {run.endedAt === null ? t('Under way, begun by {who}', { who: run.startedBy }) : t('Last looked for by {who}', { who: run.startedBy })} · <RelativeTime at={run.endedAt ?? run.startedAt} />
          </>
        )}
      </Text>
    </Stack>
  )
}

function Rule({ workflow: { name, period: kept, said, due, oldest, archived, failed } }: { workflow: WorkflowRetention }): ReactElement {
  return (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td>
        {kept === null ? t('for ever') : period(kept)}
        {kept !== null && !said && (
          <Text span size="xs" c="dimmed">
            {' '}
            {t('by default')}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes.number}>{due}</Table.Td>
      <Table.Td>{oldest === null ? '' : <RelativeTime at={oldest} className={classes.dimmed} />}</Table.Td>
      <Table.Td className={classes.number}>{archived}</Table.Td>
      <Table.Td className={classes.number}>{failed}</Table.Td>
    </Table.Tr>
  )
}
