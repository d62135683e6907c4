import { Anchor, Badge, Button, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import type { DeploymentDetail } from '../api'
import { Diagram } from '../process'
import { Fact, Facts, PageHeader, ProblemAlert, RelativeTime } from '../ui'
import { useDeployment } from './deploymentQueries'
import { MigrateInstances } from './MigrateInstances'
import { RollBack } from './RollBack'

interface Props {
  id: string
  mayDeploy: boolean
  mayMigrate: boolean
  onOpen: (id: string) => void
}

export default function DeploymentPage({ id, ...props }: Props): ReactElement {
  const deployment = useDeployment(id)
  if (deployment.data === undefined) {
    return deployment.error ? <ProblemAlert error={deployment.error} onRetry={() => void deployment.refetch()} /> : <Skeleton h={320} />
  }
  return <Loaded key={id} detail={deployment.data} {...props} />
}

function Loaded({ detail, mayDeploy, mayMigrate, onOpen }: Omit<Props, 'id'> & { detail: DeploymentDetail }): ReactElement {
  const { deployment, resources } = detail
  const [rollingBack, setRollingBack] = useState(false)
  const [migrating, setMigrating] = useState<string | null>(null)
  const outdated = deployment.processes.some(({ newest }) => !newest)
  return (
    <Stack gap="md">
      <PageHeader
        title={deployment.processes.map(({ key, name }) => name ?? key).join(', ')}
        beside={
          <Badge variant="default" size="sm">
            {outdated ? t('Earlier version') : t('Newest version')}
          </Badge>
        }
        actions={
          mayDeploy &&
          outdated && (
            <Button size="xs" variant="default" onClick={() => setRollingBack(true)}>
              {t('Go back to this version')}
            </Button>
          )
        }
      />
      <Facts>
        <Fact label={t('Deployed')}>
          <RelativeTime at={deployment.deployedAt} />
        </Fact>
        <Fact label={t('By')}>{deployment.author}</Fact>
        <Fact label={t('Why')}>{deployment.comment}</Fact>
        {deployment.rolledBackTo !== null && (
          <Fact label={t('The files of')}>
            <Link to="/deployments/$id" params={{ id: deployment.rolledBackTo }}>
              {t('an earlier deployment')}
            </Link>
          </Fact>
        )}
      </Facts>
      {deployment.processes.map((process) => (
        <section key={process.key} aria-label={process.name ?? process.key}>
          <Group justify="space-between" mb={6}>
            <Title order={2} size="h5">
              <Link to="/processes/$key" params={{ key: process.key }}>
                {process.name ?? process.key}
              </Link>{' '}
              <Text span c="dimmed" size="sm">
                {t('version {version}', { version: process.version })}
              </Text>
            </Title>
            {mayMigrate && (
              <Button size="xs" variant="default" onClick={() => setMigrating(process.key)}>
                {t('Take running instances to it')}
              </Button>
            )}
          </Group>
          <Diagram processKey={process.key} version={process.version} height={300} />
          {mayMigrate && (
            <MigrateInstances
              processKey={process.key}
              toVersion={process.version}
              opened={migrating === process.key}
              onClose={() => setMigrating(null)}
            />
          )}
        </section>
      ))}
      <section aria-label={t('Files')}>
        <Title order={2} size="h5" mb={6}>
          {t('Files')}
        </Title>
        <Table verticalSpacing={6}>
          <Table.Tbody>
            {resources.map(({ name, size }) => (
              <Table.Tr key={name}>
                <Table.Td>
                  <Anchor href={`/api/deployments/${deployment.id}/resources/${encodeURIComponent(name)}`} download={name} size="sm">
                    {name}
                  </Anchor>
                </Table.Td>
                <Table.Td ta="right">{t('{toFixed} kB', { toFixed: (size / 1024).toFixed(1) })}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      <RollBack id={deployment.id} opened={rollingBack} onClose={() => setRollingBack(false)} onRolledBack={onOpen} />
    </Stack>
  )
}
