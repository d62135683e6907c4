import type { DefinitionFinding } from '../api'
import { t } from '../i18n'

/** What is said about a field, or about anything in it, in one text; null where nothing is. */
export function about(findings: readonly DefinitionFinding[], path: string): string | null {
  const sentences = findings.filter((finding) => finding.path === path || finding.path.startsWith(`${path}/`)).map(({ message }) => message)
  return sentences.length === 0 ? null : [...new Set(sentences)].join('; ')
}

/** What no field shows. */
export function elsewhere(findings: readonly DefinitionFinding[], paths: readonly string[]): readonly DefinitionFinding[] {
  return findings.filter(({ path }) => !paths.some((shown) => path === shown || path.startsWith(`${shown}/`)))
}

/** "line 3, limits › costUsd" */
export function place({ line, path }: DefinitionFinding): string {
  return [line === null ? null : t('line {line}', { line }), path === '' ? null : path.slice(1).split('/').join(' › ')].filter((part) => part !== null).join(', ')
}
