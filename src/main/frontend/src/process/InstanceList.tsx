import { Button, Group, Loader, ScrollArea, Select, Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import type { Instance } from '../api'
import { EmptyState, lists as classes, PageHeader, ProblemAlert, RelativeTime, SearchField, StateBadge, stateLook, useRowKeys } from '../ui'
import { instanceStates, type InstanceFilters } from './filters'
import { useInstances } from './instanceQueries'
import { useProcesses } from './processQueries'

export type InstancePatch = { [K in keyof InstanceFilters]: InstanceFilters[K] | undefined }

interface Props {
  filters: InstanceFilters
  onFilters: (patch: InstancePatch) => void
}

export default function InstanceList({ filters, onFilters }: Props): ReactElement {
  const instances = useInstances(filters)
  const processes = useProcesses()
  const list = useRowKeys<HTMLTableElement>()
  const items = instances.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Object.values(filters).some((value) => value !== undefined)
  return (
    <>
      <PageHeader title="Instances" beside={instances.isPending ? <Loader size="xs" /> : undefined} />
      <Group gap="xs" mb="sm" role="search">
        <Select
          size="xs"
          w={150}
          aria-label="State"
          placeholder="Every state"
          clearable
          data={instanceStates.map((state) => ({ value: state, label: stateLook(state).label }))}
          value={filters.state ?? null}
          onChange={(state) => onFilters({ state: instanceStates.find((known) => known === state) })}
        />
        <Select
          size="xs"
          w={190}
          aria-label="Process"
          placeholder="Every process"
          clearable
          data={(processes.data ?? []).map(({ key, name }) => ({ value: key, label: name }))}
          value={filters.process ?? null}
          onChange={(process) => onFilters({ process: process ?? undefined })}
        />
        <SearchField
          label="Business key"
          placeholder="Business key"
          value={filters.businessKey ?? ''}
          onChange={(businessKey) => onFilters({ businessKey: businessKey === '' ? undefined : businessKey })}
        />
      </Group>
      {instances.error && items.length === 0 && <ProblemAlert error={instances.error} onRetry={() => void instances.refetch()} />}
      {instances.isSuccess && items.length === 0 && (
        <EmptyState title={filtered ? 'No instance fits these filters' : 'Nothing has been started yet'}>
          {filtered ? (
            <Button mt="xs" size="xs" variant="default" onClick={() => onFilters({ state: undefined, process: undefined, businessKey: undefined })}>
              Clear filters
            </Button>
          ) : (
            <>
              Start one from <Link to="/processes">a process</Link>, or let an application do it over REST.
            </>
          )}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ScrollArea type="auto" className={classes.frame} data-stale={instances.isPlaceholderData}>
          <Table ref={list} highlightOnHover verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Process</Table.Th>
                <Table.Th>Business key</Table.Th>
                <Table.Th>State</Table.Th>
                <Table.Th>Started by</Table.Th>
                <Table.Th className={classes.number}>Started</Table.Th>
                <Table.Th className={classes.number}>Ended</Table.Th>
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
            Show more
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
        <span className={classes.dimmed}>v{instance.version}</span>
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
