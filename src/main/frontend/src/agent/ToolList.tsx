import { Badge, ScrollArea, Skeleton, Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { rich, t } from '../i18n'
import { duration, EmptyState, lists as classes, ProblemAlert, sentenceCase, useRowKeys } from '../ui'
import { useTools } from './definitionQueries'
import { matches, toolHealth } from './health'
import { HealthBadge } from './HealthBadge'

export function ToolList({ query }: { query: string }): ReactElement {
  const tools = useTools()
  const list = useRowKeys<HTMLTableElement>()
  const shown = tools.data?.filter(({ name, title, description, owner }) => matches(query, [name, title, description, owner])) ?? []
  if (tools.data === undefined) {
    return tools.error ? <ProblemAlert error={tools.error} onRetry={() => void tools.refetch()} /> : <Skeleton h={320} />
  }
  if (shown.length === 0) {
    return (
      <EmptyState title={tools.data.length === 0 ? t('There are no tools') : t('No tool has these words')}>
        {rich('Put a contract into the <code>tools</code> folder and start the server again.', { code: (text) => <code>{text}</code> })}
      </EmptyState>
    )
  }
  return (
    <ScrollArea type="auto" className={classes.frame}>
      <Table ref={list} highlightOnHover verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('Tool')}</Table.Th>
            <Table.Th>{t('Class')}</Table.Th>
            <Table.Th>{t('State')}</Table.Th>
            <Table.Th>{t('Owner')}</Table.Th>
            <Table.Th className={classes.number} title={t('In the last 24 hours')}>
              {t('Calls')}
            </Table.Th>
            <Table.Th className={classes.number}>{t('Failed')}</Table.Th>
            <Table.Th className={classes.number}>{t('Refused')}</Table.Th>
            <Table.Th className={classes.number} title={t('Half of the answered calls took less')}>
              {t('Takes')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((tool) => (
            <Table.Tr key={tool.name}>
              <Table.Td>
                <Link to="/tools/$name" params={{ name: tool.name }} className={classes.link} data-row="">
                  {tool.title}
                </Link>
                <br />
                <span className={classes.dimmed}>{tool.name}</span>
              </Table.Td>
              <Table.Td>
                <Badge variant="default" size="sm">
                  {sentenceCase(tool.class)}
                </Badge>
              </Table.Td>
              <Table.Td>
                <HealthBadge health={toolHealth(tool)} />
              </Table.Td>
              <Table.Td>{tool.owner}</Table.Td>
              <Table.Td className={classes.number}>{tool.use.calls}</Table.Td>
              <Table.Td className={classes.number}>{tool.use.failed + tool.use.unknown}</Table.Td>
              <Table.Td className={classes.number}>{tool.use.refused}</Table.Td>
              <Table.Td className={classes.number}>{tool.use.p50Ms === null ? '–' : duration(tool.use.p50Ms)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  )
}
