import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { createModdle } from '../diagram'
import { compareDiagrams, type ElementChange } from './compareDiagrams'

/** What is different between two diagrams, once both are there. */
export function useChanges(before: string | undefined, after: string | undefined): UseQueryResult<readonly ElementChange[]> {
  return useQuery({
    queryKey: ['modeler', 'changes', before, after],
    queryFn: () => changesBetween(before ?? '', after ?? ''),
    enabled: before !== undefined && after !== undefined,
    gcTime: 0,
  })
}

export async function changesBetween(before: string, after: string): Promise<readonly ElementChange[]> {
  const [old, fresh] = await Promise.all([before, after].map(async (xml) => (await createModdle().fromXML(xml)).rootElement))
  return old === undefined || fresh === undefined ? [] : compareDiagrams(old, fresh)
}
