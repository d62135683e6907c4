import { client, multipart, unwrap, type DeploymentCheck, type DeploymentResult } from '../api'
import type { BundleFile } from './source'

/** What the server would find. Nothing is stored. */
export function checkBundle(files: readonly BundleFile[], signal: AbortSignal): Promise<DeploymentCheck> {
  return unwrap(client.POST('/api/deployments/check', { ...multipart(uploads(files)), signal }))
}

/** Throws a problem with all findings where nothing was deployed. */
export function deployBundle(files: readonly BundleFile[], comment: string): Promise<DeploymentResult> {
  return unwrap(client.POST('/api/deployments', { params: { query: { comment } }, ...multipart(uploads(files)) }))
}

export function uploads(files: readonly BundleFile[]): readonly File[] {
  return files.map(({ name, content }) => new File([content], name))
}
