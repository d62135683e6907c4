import { t } from '../i18n'
import type { Decision, Review } from '../api'
import { sentenceCase } from '../ui'
import { call } from './consequence'

/** What a person may answer about a call in doubt. */
export type Settlement = Extract<Decision['decision'], 'done' | 'not-done' | 'retry'>

export const settlements = ['done', 'not-done', 'retry'] as const satisfies readonly Settlement[]

interface Answer {
  label: string
  /** What comes of it, for the person to read before. */
  follows: string
  /** Said once it is sent. */
  sent: string
}

type Caller = Pick<Review, 'agent'>

export function answer(settlement: Settlement, { agent, reversible }: Caller & Pick<Review, 'reversible'>): Answer {
  const who = caller({ agent })
  switch (settlement) {
    case 'done':
      return {
        label: t('It happened'),
        follows:
          agent === null ? t('The process goes on as after any call that took effect, but without its answer.') : t('{who} is told that it took effect, and goes on.', { who }),
        sent: agent === null ? t('Settled. The process goes on.') : t('Settled. {who} is told that it happened.', { who }),
      }
    case 'not-done':
      return {
        label: t('It did not happen'),
        follows: agent === null ? t('The process treats the call as failed.') : t('{who} is told so, and may go on without it.', { who }),
        sent: agent === null ? t('Settled. The process treats the call as failed.') : t('Settled. {who} is told that it did not happen.', { who }),
      }
    case 'retry':
      return {
        label: t('Do it again'),
        follows: reversible
          ? t('The call is sent once more under the same key, if it is still allowed. If it did happen, it may happen twice.')
          : t('The call is sent once more under the same key, if it is still allowed. Only when you are sure that it did not happen: it cannot be undone.'),
        sent: t('Settled. The call is to be made again.'),
      }
  }
}

/** Whether an answer is asked for a second time: where a second call could not be undone. */
export function needsConfirmation(settlement: Settlement, { reversible }: Pick<Review, 'reversible'>): boolean {
  return settlement === 'retry' && !reversible
}

/** The doubt in one sentence. */
export function doubt(review: Caller & Pick<Review, 'toolTitle' | 'arguments'>): string {
  return t('It is not known whether this call by {agent, select, none {the process} other {{name}}} happened: {tool}{aimed, select, yes { for {recipient}} other {}}.', call(review.agent, review.toolTitle, review.arguments))
}

/** What it means if the call did happen. */
export function ifItDid({ reversible, audience }: Pick<Review, 'reversible' | 'audience'>): string {
  switch (audience) {
    case 'external':
      return reversible ? t('If it did, it reached people outside; it can be reversed.') : t('If it did, it reached people outside and cannot be undone.')
    case 'internal':
      return reversible ? t('If it did, it stayed inside and can be reversed.') : t('If it did, it stayed inside but cannot be undone.')
  }
}

/** Who reads a comment. */
export function commentReader(review: Caller): string {
  return review.agent === null
    ? t('Optional. It is kept on record with your answer.')
    : t('Optional. It is kept on record, and {who} reads it unless the call is made again.', { who: caller(review) })
}

function caller({ agent }: Caller): string {
  return agent === null ? t('The process') : sentenceCase(agent)
}
