import { Button, Group, Loader, ScrollArea, Select, Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import type { Deployment } from '../api'
import { useProcesses } from '../process'
import { EmptyState, lists as classes, PageHeader, ProblemAlert, RelativeTime, useRowKeys } from '../ui'
import { DeployFiles } from './DeployFiles'
import { useDeployments } from './deploymentQueries'

interface Props {
  processKey: string | null
  mayDeploy: boolean
  onProcess: (key: string | null) => void
  onOpen: (id: string) => void
}

/** Who has deployed what, when and why. */
export default function DeploymentList({ processKey, mayDeploy, onProcess, onOpen }: Props): ReactElement {
  const deployments = useDeployments(processKey)
  const processes = useProcesses()
  const list = useRowKeys<HTMLTableElement>()
  const [deploying, setDeploying] = useState(false)
  const items = deployments.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHeader
        title={t('Deployments')}
        beside={deployments.isPending ? <Loader size="xs" /> : undefined}
        actions={
          mayDeploy && (
            <Button size="xs" onClick={() => setDeploying(true)}>
              {t('Deploy files')}
            </Button>
          )
        }
      />
      <Group gap="xs" mb="sm" role="search">
        <Select
          size="xs"
          w={220}
          aria-label={t('Process')}
          placeholder={t('Every process')}
          clearable
          searchable
          data={(processes.data ?? []).map(({ key, name }) => ({ value: key, label: name }))}
          value={processKey}
          onChange={onProcess}
        />
      </Group>
      {deployments.error && items.length === 0 && <ProblemAlert error={deployments.error} onRetry={() => void deployments.refetch()} />}
      {deployments.isSuccess && items.length === 0 && (
        <EmptyState title={processKey === null ? t('Nothing is deployed') : t('This process was not deployed')}>
          {mayDeploy ? t('Deploy a diagram with its forms.') : t('Analysts and operators deploy.')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ScrollArea type="auto" className={classes.frame} data-stale={deployments.isPlaceholderData}>
          <Table ref={list} highlightOnHover verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('Processes')}</Table.Th>
                <Table.Th>{t('By')}</Table.Th>
                <Table.Th>{t('Why')}</Table.Th>
                <Table.Th className={classes.number}>{t('When')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((deployment) => (
                <Table.Tr key={deployment.id}>
                  <Table.Td>
                    <Link to="/deployments/$id" params={{ id: deployment.id }} className={classes.link} data-row="">
                      {named(deployment)}
                    </Link>
                  </Table.Td>
                  <Table.Td>{by(deployment)}</Table.Td>
                  <Table.Td>
                    <span className={classes.long} title={deployment.comment}>
                      {deployment.comment}
                    </span>
                  </Table.Td>
                  <Table.Td className={classes.number}>
                    <RelativeTime at={deployment.deployedAt} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
      {deployments.hasNextPage && (
        <Group justify="center" p="sm">
          <Button variant="default" size="xs" loading={deployments.isFetchingNextPage} onClick={() => void deployments.fetchNextPage()}>
            {t('Show more')}
          </Button>
        </Group>
      )}
      <DeployFiles opened={deploying} onClose={() => setDeploying(false)} onDeployed={onOpen} />
    </>
  )
}

function named({ processes }: Deployment): string {
  return processes.map(({ key, name, version }) => t('{name}, version {version}', { name: name ?? key, version: String(version) })).join('; ')
}

function by({ author, origin }: Deployment): string {
  switch (origin) {
    case 'upload':
      return author
    case 'rollback':
      return t('{author}, going back', { author })
    case 'folder':
      return 'the folder'
  }
}
