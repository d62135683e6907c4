import { ActionIcon, Button, Group, Loader, ScrollArea, Table, TextInput } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import type { AuditEntry } from '../api'
import { absoluteTime, EmptyState, JsonView, lists as classes, PageHeader, ProblemAlert, SearchField, StateBadge } from '../ui'
import { exportPath, useAudit } from './auditQueries'
import type { AuditFilters } from './filters'
import { VerifyTrail } from './VerifyTrail'

interface Props {
  filters: AuditFilters
  onFilters: (patch: AuditFilters) => void
}

/** Everything on the trail, newest first: whole words are looked for, as the trail has them. */
export default function AuditSearch({ filters, onFilters }: Props): ReactElement {
  const entries = useAudit(filters)
  const items = entries.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Object.values(filters).some((value) => value !== undefined)
  const text = (name: keyof AuditFilters, value: string): void => onFilters({ [name]: value.trim() === '' ? undefined : value.trim() })
  return (
    <>
      <PageHeader title={t('Audit')} beside={entries.isPending ? <Loader size="xs" /> : undefined} />
      <Group gap="xs" mb="sm">
        <VerifyTrail key={filters.instance ?? ''} instance={filters.instance} />
        <Button size="xs" variant="default" component="a" href={exportPath(filters)} download="audit.jsonl">
          {filtered ? t('Export what is found') : t('Export all')}
        </Button>
        <Button size="xs" variant="default" renderRoot={(props) => <Link to="/retention" {...props} />}>
          {t('Retention and legal holds')}
        </Button>
      </Group>
      <Group gap="xs" mb="sm" role="search" align="flex-end">
        <SearchField label={t('Kind of entry')} placeholder={t('Such as tool.executed')} value={filters.type ?? ''} onChange={(value) => text('type', value)} />
        <SearchField label={t('Who')} placeholder={t('Who, such as agent:clerk')} value={filters.actor ?? ''} onChange={(value) => text('actor', value)} />
        <SearchField label={t('Instance')} placeholder={t('Id of an instance')} value={filters.instance ?? ''} onChange={(value) => text('instance', value)} />
        <TextInput size="xs" type="date" aria-label={t('From')} value={filters.from ?? ''} onChange={(event) => text('from', event.currentTarget.value)} />
        <TextInput size="xs" type="date" aria-label={t('Until')} value={filters.to ?? ''} onChange={(event) => text('to', event.currentTarget.value)} />
      </Group>
      {entries.error && items.length === 0 && <ProblemAlert error={entries.error} onRetry={() => void entries.refetch()} />}
      {entries.isSuccess && items.length === 0 && (
        <EmptyState title={t('No entry fits these filters')}>
          {filtered && (
            <Button mt="xs" size="xs" variant="default" onClick={() => onFilters({ type: undefined, actor: undefined, instance: undefined, from: undefined, to: undefined })}>
              {t('Clear filters')}
            </Button>
          )}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ScrollArea type="auto" className={classes.frame} data-stale={entries.isPlaceholderData}>
          <Table verticalSpacing={5} className={classes.stacked}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('When')}</Table.Th>
                <Table.Th>{t('Who')}</Table.Th>
                <Table.Th>{t('What')}</Table.Th>
                <Table.Th>{t('State')}</Table.Th>
                <Table.Th>{t('Kind of entry')}</Table.Th>
                <Table.Th>{t('Process')}</Table.Th>
                <Table.Th aria-label={t('Details')} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
      {entries.hasNextPage && (
        <Group justify="center" p="sm">
          <Button variant="default" size="xs" loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
            {t('Show more')}
          </Button>
        </Group>
      )}
    </>
  )
}

function Entry({ entry }: { entry: AuditEntry }): ReactElement {
  const [expanded, setExpanded] = useState(false)
  const { at, actor, onBehalfOf, title, state, type, processKey, instanceId, detail } = entry
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <time dateTime={at}>{absoluteTime(new Date(at))}</time>
        </Table.Td>
        <Table.Td>
          {actor}
          {onBehalfOf !== null && onBehalfOf !== actor && <span className={classes.dimmed}> {t('for {person}', { person: onBehalfOf })}</span>}
        </Table.Td>
        <Table.Td data-whole>
          <span className={classes.long} style={{ maxWidth: 480 }} title={title}>
            {title}
          </span>
        </Table.Td>
        <Table.Td>{state !== null && <StateBadge state={state} size="xs" />}</Table.Td>
        <Table.Td className={classes.dimmed}>{type}</Table.Td>
        <Table.Td>
          {instanceId === null ? (
            processKey
          ) : (
            <Link to="/instances/$id" params={{ id: instanceId }} className={classes.link}>
              {processKey ?? instanceId}
            </Link>
          )}
        </Table.Td>
        <Table.Td>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-expanded={expanded} aria-label={t('Details of {title}', { title })} onClick={() => setExpanded(!expanded)}>
            <IconChevronDown size={14} />
          </ActionIcon>
        </Table.Td>
      </Table.Tr>
      {expanded && (
        <Table.Tr>
          <Table.Td colSpan={7} data-whole>
            <JsonView value={{ id: entry.id, instanceId, activityId: entry.activityId, ...detail }} label={t('Details of {title}', { title })} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  )
}
