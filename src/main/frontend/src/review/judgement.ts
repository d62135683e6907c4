import type { Decision, Review } from '../api'
import { sentenceCase } from '../ui'
import { recipientOf } from './consequence'

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
  correct: { label: 'Correct', means: 'You would have done the same.', question: null },
  flawed: { label: 'Flawed', means: 'Right in the main, and something about it should be better.', question: 'What should be better?' },
  wrong: { label: 'Wrong', means: 'It should not have been done, or not like this.', question: 'What should have been done?' },
}

/** What was done, in one sentence. */
export function deed(review: Pick<Review, 'agent' | 'toolTitle' | 'arguments'>): string {
  const recipient = recipientOf(review.arguments)
  const who = review.agent === null ? 'The process' : sentenceCase(review.agent)
  return `${who} used by itself: ${review.toolTitle}${recipient === null ? '' : ` for ${recipient}`}.`
}
