import { t } from './texts'

/** What the modeler was opened with. */
export interface Source {
  /** Another one means to begin anew. */
  id: string
  fileName: string | null
  xml: string
  /** The deployed version it came from. */
  base: DeployedBase | null
  /** Forms and tables that came along. */
  files: readonly BundleFile[]
}

export interface DeployedBase {
  key: string
  version: number
  newest: number
}

export interface BundleFile {
  name: string
  content: string
}

export const acceptedFiles = '.bpmn,.xml,.form,.dmn'
const largestFile = 2 * 1024 * 1024

/** Reads what somebody has chosen or dropped. Throws with a sentence for them where it is nothing to work with. */
export async function readFiles(files: readonly File[]): Promise<{ diagram: BundleFile | null; others: readonly BundleFile[] }> {
  const tooBig = files.find(({ size }) => size > largestFile)
  if (tooBig !== undefined) {
    throw new Error(t('{name} is larger than 2 MiB, which no deployment may be.', { name: tooBig.name }))
  }
  const read = await Promise.all(files.map(async (file) => ({ name: file.name, content: await file.text() })))
  const diagrams = read.filter(({ name }) => /\.(?:bpmn|xml)$/i.test(name))
  const others = read.filter(({ name }) => /\.(?:form|dmn)$/i.test(name))
  if (diagrams.length > 1) {
    throw new Error(t('Open one diagram at a time.'))
  }
  if (diagrams.length + others.length === 0) {
    throw new Error(t('Diagrams end with .bpmn, forms with .form and decision tables with .dmn.'))
  }
  return { diagram: diagrams[0] ?? null, others }
}

let opened = 0

export function sourceOf(diagram: BundleFile, files: readonly BundleFile[]): Source {
  opened += 1
  return { id: `file:${opened}`, fileName: diagram.name.replace(/\.xml$/i, '.bpmn'), xml: diagram.content, base: null, files }
}
