import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { StewardModeler } from '../canvas'
import type { Catalog } from '../catalog'
import { definitionsOf } from '../diagram'
import { checkBundle } from '../deploying'
import { diagramXml } from '../downloads'
import type { BundleFile } from '../source'
import type { Finding } from './finding'
import { lint } from './lint'
import { merged } from './merge'
import type { Names } from './rules'

export interface Findings {
  items: readonly Finding[]
  /** Whether the server's word on the diagram as it stands is in. */
  checked: boolean
  /** Why it is not, if it cannot be. */
  problem: Error | null
}

/** How long one has to pause before the browser looks, and before the server is asked. In milliseconds. */
const pause = { browser: 200, server: 900 }

/**
 * What is wrong with the diagram as it stands.
 *
 * @param revision of the commands, not of the selection
 */
export function useFindings(modeler: StewardModeler, revision: number, name: string, files: readonly BundleFile[], catalog: Catalog): Findings {
  const [looked] = useDebouncedValue(revision, pause.browser)
  const [asked] = useDebouncedValue(revision, pause.server)
  const [askedFiles] = useDebouncedValue(files, pause.server)
  const known = useMemo((): Names => namesIn(catalog, files), [catalog, files])
  const ours = useQuery({
    queryKey: ['modeler', 'lint', modelerId(modeler), looked, [...known.tools, ...known.agents.keys(), ...known.forms, ...known.groups].join()],
    queryFn: () => {
      const definitions = definitionsOf(modeler.service('canvas').getRootElement().businessObject)
      return definitions === undefined ? [] : lint(definitions, known, name)
    },
    // What is not read yet is not missing.
    enabled: catalog.settled,
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  const servers = useQuery({
    queryKey: ['modeler', 'check', modelerId(modeler), asked, name, askedFiles],
    queryFn: async ({ signal }) => checkBundle([{ name, content: await diagramXml(modeler) }, ...askedFiles], signal),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  })
  const items = useMemo(() => merged(ours.data ?? [], servers.data?.findings ?? []), [ours.data, servers.data])
  return { items, checked: ours.data !== undefined && servers.data !== undefined && !servers.isFetching && asked === revision && askedFiles === files, problem: servers.error }
}

function namesIn(catalog: Catalog, files: readonly BundleFile[]): Names {
  return {
    agents: new Map(catalog.agents.map(({ name, tools }) => [name, tools])),
    tools: new Set(catalog.tools.map(({ name }) => name)),
    groups: new Set(catalog.complete.groups ? catalog.groups : []),
    forms: new Set(!catalog.complete.forms ? [] : [...catalog.forms.map(({ key }) => key), ...catalog.formDefinitions.keys(), ...files.filter(({ name }) => name.endsWith('.form')).map(({ name }) => name.replace(/\.form$/, ''))]),
  }
}

const ids = new WeakMap<StewardModeler, number>()
let last = 0

function modelerId(modeler: StewardModeler): number {
  const known = ids.get(modeler)
  if (known !== undefined) {
    return known
  }
  last += 1
  ids.set(modeler, last)
  return last
}
