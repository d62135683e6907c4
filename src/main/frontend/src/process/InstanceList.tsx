import { Button, Group, Loader, ScrollArea, Select, Table, TextInput } from '@mantine/core'
import { IconVariable, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement, type ReactNode } from 'react'
import { rich, t } from '../i18n'
import type { Instance } from '../api'
import { EmptyState, lists as classes, PageHeader, ProblemAlert, RelativeTime, SearchField, StateBadge, stateLook, useRowKeys } from '../ui'
import { instanceStates, variableIn, type InstanceFilters } from './filters'
import { useInstances } from './instanceQueries'
import { useProcesses } from './processQueries'

export type InstancePatch = { [K in keyof InstanceFilters]: InstanceFilters[K] | undefined }

interface Props {
  filters: InstanceFilters
  onFilters: (patch: InstancePatch) => void
  /** What is kept of these filters. */
  saved: ReactNode
}

export default function InstanceList({ filters, onFilters, saved }: Props): ReactElement {
  const instances = useInstances(filters)
  const processes = useProcesses()
  const list = useRowKeys<HTMLTableElement>()
  const items = instances.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Object.values(filters).some((value) => value !== undefined)
  return (
    <>
      <PageHeader title={t('Instances')} beside={instances.isPending ? <Loader size="xs" /> : undefined} actions={saved} />
      <Group gap="xs" mb="sm" role="search">
        <Select
          size="xs"
          w={150}
          aria-label={t('State')}
          placeholder={t('Every state')}
          clearable
          data={instanceStates.map((state) => ({ value: state, label: stateLook(state).label }))}
          value={filters.state ?? null}
          onChange={(state) => onFilters({ state: instanceStates.find((known) => known === state) })}
        />
        <Select
          size="xs"
          w={190}
          aria-label={t('Process')}
          placeholder={t('Every process')}
          clearable
          data={(processes.data ?? []).map(({ key, name }) => ({ value: key, label: name }))}
          value={filters.process ?? null}
          onChange={(process) => onFilters({ process: process ?? undefined, version: undefined, activity: undefined })}
        />
        <SearchField
          label={t('Business key')}
          placeholder={t('Business key begins with')}
          value={filters.businessKey ?? ''}
          onChange={(businessKey) => onFilters({ businessKey: businessKey === '' ? undefined : businessKey })}
        />
        <VariableFilter
          key={`${filters.variable ?? ''}=${filters.value ?? ''}`}
          condition={filters.variable === undefined ? '' : `${filters.variable}=${filters.value ?? ''}`}
          onChange={(condition) => onFilters(variableIn(condition))}
        />
        {filters.version !== undefined && filters.process !== undefined && (
          <Button size="compact-xs" variant="light" rightSection={<IconX size={12} />} title={t('Every version')} onClick={() => onFilters({ version: undefined })}>
            {t('Version {version}', { version: filters.version })}
          </Button>
        )}
        {filters.activity !== undefined && (
          <Button size="compact-xs" variant="light" rightSection={<IconX size={12} />} title={t('At every step')} onClick={() => onFilters({ activity: undefined })}>
            {t('At {activity}', { activity: filters.activity })}
          </Button>
        )}
      </Group>
      {instances.error && items.length === 0 && <ProblemAlert error={instances.error} onRetry={() => void instances.refetch()} />}
      {instances.isSuccess && items.length === 0 && (
        <EmptyState title={filtered ? t('No instance fits these filters') : t('Nothing has been started yet')}>
          {filtered ? (
            <Button mt="xs" size="xs" variant="default" onClick={() => onFilters({ state: undefined, process: undefined, businessKey: undefined, variable: undefined, value: undefined, version: undefined, activity: undefined })}>
              {t('Clear filters')}
            </Button>
          ) : (
            rich('Start one from <link>a process</link>, or let an application do it over REST.', { link: (text) => <Link to="/processes">{text}</Link> })
          )}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ScrollArea type="auto" className={classes.frame} data-stale={instances.isPlaceholderData}>
          <Table ref={list} highlightOnHover verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('Process')}</Table.Th>
                <Table.Th>{t('Business key')}</Table.Th>
                <Table.Th>{t('State')}</Table.Th>
                <Table.Th>{t('Started by')}</Table.Th>
                <Table.Th className={classes.number}>{t('Started')}</Table.Th>
                <Table.Th className={classes.number}>{t('Ended')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((instance) => (
                <Row key={instance.id} instance={instance} />
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
      {instances.hasNextPage && (
        <Group justify="center" p="sm">
          <Button variant="default" size="xs" loading={instances.isFetchingNextPage} onClick={() => void instances.fetchNextPage()}>
            {t('Show more')}
          </Button>
        </Group>
      )}
    </>
  )
}

function Row({ instance }: { instance: Instance }): ReactElement {
  return (
    <Table.Tr>
      <Table.Td>
        <Link to="/instances/$id" params={{ id: instance.id }} className={classes.link} data-row="">
          {instance.processName}
        </Link>{' '}
        <span className={classes.dimmed}>{t('v{version}', { version: instance.version })}</span>
      </Table.Td>
      <Table.Td>
        <span className={classes.long} title={instance.businessKey ?? undefined}>
          {instance.businessKey ?? ''}
        </span>
      </Table.Td>
      <Table.Td>
        <StateBadge state={instance.state} />
      </Table.Td>
      <Table.Td>{instance.startedBy ?? ''}</Table.Td>
      <Table.Td className={classes.number}>
        <RelativeTime at={instance.startedAt} />
      </Table.Td>
      <Table.Td className={classes.number}>{instance.endedAt === null ? '' : <RelativeTime at={instance.endedAt} />}</Table.Td>
    </Table.Tr>
  )
}

/** Searched for once it is whole: half of a condition would find nothing. */
function VariableFilter({ condition, onChange }: { condition: string; onChange: (condition: string) => void }): ReactElement {
  const [typed, setTyped] = useState(condition)
  const submit = (): void => {
    if (typed !== condition && (typed === '' || typed.includes('='))) {
      onChange(typed)
    }
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <TextInput
        size="xs"
        type="search"
        aria-label={t('Variable and its value')}
        placeholder="lead.tier=sensitive"
        leftSection={<IconVariable size={14} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={submit}
      />
    </form>
  )
}
