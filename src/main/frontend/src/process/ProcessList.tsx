import { Badge, ScrollArea, Skeleton, Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { rich, t } from '../i18n'
import { EmptyState, lists as classes, PageHeader, ProblemAlert, sentenceCase, useRowKeys } from '../ui'
import { useProcesses } from './processQueries'

export default function ProcessList(): ReactElement {
  const processes = useProcesses()
  const list = useRowKeys<HTMLTableElement>()
  return (
    <>
      <PageHeader title={t('Processes')} />
      {processes.error && processes.data === undefined && <ProblemAlert error={processes.error} onRetry={() => void processes.refetch()} />}
      {processes.isPending && <Skeleton h={160} />}
      {processes.data?.length === 0 && (
        <EmptyState title={t('No process is deployed')}>
          {rich('Put a BPMN file into the <code>processes</code> folder and start the server again, or deploy one over REST.', { code: (text) => <code>{text}</code> })}
        </EmptyState>
      )}
      {processes.data !== undefined && processes.data.length > 0 && (
        <ScrollArea type="auto" className={classes.frame}>
          <Table ref={list} highlightOnHover verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('Name')}</Table.Th>
                <Table.Th>{t('Owner')}</Table.Th>
                <Table.Th>{t('Risk class')}</Table.Th>
                <Table.Th className={classes.number}>{t('Version')}</Table.Th>
                <Table.Th className={classes.number}>{t('Running')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {processes.data.map((process) => (
                <Table.Tr key={process.key}>
                  <Table.Td>
                    <Link to="/processes/$key" params={{ key: process.key }} className={classes.link} data-row="">
                      {process.name}
                    </Link>{' '}
                    <span className={classes.dimmed}>{process.key}</span>
                  </Table.Td>
                  <Table.Td>{process.owner ?? <span className={classes.dimmed}>{t('nobody')}</span>}</Table.Td>
                  <Table.Td>
                    <Badge variant="default" size="sm">
                      {sentenceCase(process.riskClass)}
                    </Badge>
                  </Table.Td>
                  <Table.Td className={classes.number}>{process.version}</Table.Td>
                  <Table.Td className={classes.number}>
                    {process.running === 0 ? (
                      0
                    ) : (
                      <Link to="/instances" search={{ process: process.key }} className={classes.link}>
                        {process.running}
                      </Link>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
    </>
  )
}
