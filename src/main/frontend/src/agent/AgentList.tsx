import { Badge, ScrollArea, Skeleton, Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import { duration, EmptyState, lists as classes, money, ProblemAlert, useRowKeys } from '../ui'
import { useAgents } from './definitionQueries'
import { agentHealth, matches } from './health'
import { HealthBadge } from './HealthBadge'

export function AgentList({ query, mayMake }: { query: string; mayMake: boolean }): ReactElement {
  const agents = useAgents()
  const list = useRowKeys<HTMLTableElement>()
  const shown = agents.data?.filter(({ name, responsibility, tools, model }) => matches(query, [name, responsibility, model, ...tools])) ?? []
  if (agents.data === undefined) {
    return agents.error ? <ProblemAlert error={agents.error} onRetry={() => void agents.refetch()} /> : <Skeleton h={320} />
  }
  if (shown.length === 0) {
    return <EmptyState title={agents.data.length === 0 ? t('There are no agents') : t('No agent has these words')}>{mayMake ? t('Make one.') : t('Analysts and operators make them.')}</EmptyState>
  }
  return (
    <ScrollArea type="auto" className={classes.frame}>
      <Table ref={list} highlightOnHover verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('Agent')}</Table.Th>
            <Table.Th>{t('State')}</Table.Th>
            <Table.Th>{t('Model')}</Table.Th>
            <Table.Th className={classes.number}>{t('Tools')}</Table.Th>
            <Table.Th className={classes.number} title={t('In the last 24 hours')}>
              {t('Runs')}
            </Table.Th>
            <Table.Th className={classes.number}>{t('Failed')}</Table.Th>
            <Table.Th className={classes.number}>{t('Open')}</Table.Th>
            <Table.Th className={classes.number}>{t('Cost')}</Table.Th>
            <Table.Th className={classes.number} title={t('Half of the completed runs took less')}>
              {t('Takes')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((agent) => (
            <Table.Tr key={agent.name}>
              <Table.Td>
                <Link to="/agents/$name" params={{ name: agent.name }} className={classes.link} data-row="">
                  {agent.name}
                </Link>
                <br />
                <span className={`${classes.long ?? ''} ${classes.dimmed ?? ''}`} title={agent.responsibility}>
                  {agent.responsibility}
                </span>
              </Table.Td>
              <Table.Td>
                <HealthBadge health={agentHealth(agent)} />
              </Table.Td>
              <Table.Td>
                {agent.model}{' '}
                {agent.rehearses && (
                  <Badge size="xs" variant="default" title={t('It has no base URL: the rehearsal answers in its place')}>
                    {t('Rehearsed')}
                  </Badge>
                )}
              </Table.Td>
              <Table.Td className={classes.number}>{agent.tools.length}</Table.Td>
              <Table.Td className={classes.number}>{agent.use.runs}</Table.Td>
              <Table.Td className={classes.number}>{agent.use.failed}</Table.Td>
              <Table.Td className={classes.number}>{agent.use.open}</Table.Td>
              <Table.Td className={classes.number}>{money(agent.use.costUsd)}</Table.Td>
              <Table.Td className={classes.number}>{agent.use.p50Ms === null ? '–' : duration(agent.use.p50Ms)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  )
}
