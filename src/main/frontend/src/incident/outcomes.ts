import type { RetryResult } from '../api'
import { t } from '../i18n'

type Outcome = RetryResult['outcome']

/** "3 mended, 1 failed again": what became of what was tried again. */
export function inWords(results: readonly Pick<RetryResult, 'outcome'>[]): string {
  const count = (outcome: Outcome): number => results.filter((result) => result.outcome === outcome).length
  return [
    [count('resolved'), t('{count} mended', { count: count('resolved') })],
    [count('failed-again'), t('{count} failed again', { count: count('failed-again') })],
    [count('running'), t('{count} still at work', { count: count('running') })],
    [count('gone'), t('{count} no longer there', { count: count('gone') })],
  ]
    .filter(([number]) => number !== 0)
    .map(([, words]) => words)
    .join(', ')
}
