import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { client, unwrap, type Monitoring, type MonitoringRows } from '../api'
import { withoutUndefined } from '../ui'
import type { Dimension, MonitoringFilters } from './filters'
import type { FigureId } from './figures'
import type { Period } from './period'

export type Part = 'numerator' | 'denominator'

/** As the address of the server names them. */
export interface Query extends Period {
  processKey?: string
  version?: number
  step?: string
  agent?: string
  tool?: string
  model?: string
  by?: Dimension
}

export function queryFor({ process, version, step, agent, tool, model }: MonitoringFilters, period: Period): Query {
  return { ...period, ...withoutUndefined({ processKey: process, version: version === undefined ? undefined : Number(version), step, agent, tool, model }) }
}

/** Sums are brought up to date twice a minute. */
const refresh = 60_000

export function useMonitoring(query: Query): UseQueryResult<Monitoring> {
  return useQuery({
    queryKey: ['monitoring', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/monitoring', { params: { query }, signal })),
    placeholderData: keepPreviousData,
    staleTime: refresh / 2,
    refetchInterval: refresh,
  })
}

/** What has been at work in a period, the busiest first; asked for once somebody wants to choose. */
export function useNames(by: Dimension, period: Period, processKey: string | undefined, wanted: boolean): string[] {
  const query: Query = { ...period, by, ...withoutUndefined({ processKey }) }
  const names = useQuery({
    queryKey: ['monitoring', query],
    queryFn: ({ signal }) => unwrap(client.GET('/api/monitoring', { params: { query }, signal })),
    select: ({ groups }) => groups.map(({ name }) => name),
    staleTime: refresh,
    enabled: wanted,
  })
  return names.data ?? []
}

const first = 100
const most = 1000

/** The very rows behind a figure, the latest first. The server gives them from the start, so more of them are asked for as one longer list. */
export function useRows(figure: FigureId, part: Part, query: Query, longer: boolean): UseQueryResult<MonitoringRows> {
  const limit = longer ? most : first
  return useQuery({
    queryKey: ['monitoring', 'rows', figure, part, query, limit],
    queryFn: ({ signal }) => unwrap(client.GET('/api/monitoring/rows', { params: { query: { ...query, figure, part, limit } }, signal })),
    placeholderData: keepPreviousData,
  })
}

/** Where the same figures are to be had as a table. */
export function csvAddress(query: Query): string {
  const params = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
  return `/api/monitoring.csv?${params.toString()}`
}
