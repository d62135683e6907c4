import { t } from '../i18n'
import type { Decision, Review } from '../api'
import { call } from './consequence'

/** What a person may say of a call that ran without asking. */
export type Judgement = Extract<Decision['decision'], 'correct' | 'flawed' | 'wrong'>

interface Wording {
  label: string
  /** When to choose it. */
  means: string
  /** Asked where the judgement needs words; null where it does not. */
  question: string | null
}

export const judgements: Record<Judgement, Wording> = {
  correct: { label: t('Correct'), means: t('You would have done the same.'), question: null },
  flawed: { label: t('Flawed'), means: t('Right in the main, and something about it should be better.'), question: t('What should be better?') },
  wrong: { label: t('Wrong'), means: t('It should not have been done, or not like this.'), question: t('What should have been done?') },
}

/** What was done, in one sentence. */
export function deed(review: Pick<Review, 'agent' | 'toolTitle' | 'arguments'>): string {
  return t('{agent, select, none {The process} other {{name}}} used by itself: {tool}{aimed, select, yes { for {recipient}} other {}}.', call(review.agent, review.toolTitle, review.arguments))
}
