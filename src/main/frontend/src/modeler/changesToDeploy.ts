import { ApiProblem, client, unwrap } from '../api'
import { changesBetween, compareJson, type ElementChange, type PropertyChange } from './compare'
import { readDiagram } from './deployedVersions'
import { readForm } from './forms'
import type { BundleFile } from './source'
import { t } from './texts'

export interface ChangesToDeploy {
  /** The newest deployed version; null where there is none yet. */
  version: number | null
  diagram: readonly ElementChange[]
  files: readonly { name: string; changes: readonly PropertyChange[] }[]
}

/** What is different from what is deployed. */
export async function changesToDeploy(key: string, files: readonly BundleFile[], signal: AbortSignal): Promise<ChangesToDeploy> {
  const version = await newestVersion(key, signal)
  const [diagram, ...others] = files
  if (version === null || diagram === undefined) {
    return { version: null, diagram: [], files: [] }
  }
  return {
    version,
    diagram: await changesBetween(await readDiagram(key, version, signal), diagram.content),
    files: await Promise.all(others.map(async (file) => ({ name: file.name, changes: await fileChanges(key, file, signal) }))),
  }
}

async function newestVersion(key: string, signal: AbortSignal): Promise<number | null> {
  try {
    return (await unwrap(client.GET('/api/processes/{key}', { params: { path: { key } }, signal }))).version
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) {
      return null
    }
    throw error
  }
}

async function fileChanges(processKey: string, { name, content }: BundleFile, signal: AbortSignal): Promise<readonly PropertyChange[]> {
  if (!name.endsWith('.form')) {
    // What a table says is compared by whoever reads it: it is deployed with this version in any case.
    return [{ label: t('Decision table'), before: null, after: t('comes with this version') }]
  }
  const deployed = await readForm(name.replace(/\.form$/, ''), processKey, signal)
  try {
    return compareJson(deployed?.schema, JSON.parse(content))
  } catch {
    return [{ label: name, before: null, after: t('no JSON') }]
  }
}
