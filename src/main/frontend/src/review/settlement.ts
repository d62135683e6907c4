import type { Decision, Review } from '../api'
import { sentenceCase } from '../ui'
import { recipientOf } from './consequence'

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
        label: 'It happened',
        follows:
          agent === null ? 'The process goes on as after any call that took effect, but without its answer.' : `${who} is told that it took effect, and goes on.`,
        sent: agent === null ? 'Settled. The process goes on.' : `Settled. ${who} is told that it happened.`,
      }
    case 'not-done':
      return {
        label: 'It did not happen',
        follows: agent === null ? 'The process treats the call as failed.' : `${who} is told so, and may go on without it.`,
        sent: agent === null ? 'Settled. The process treats the call as failed.' : `Settled. ${who} is told that it did not happen.`,
      }
    case 'retry':
      return {
        label: 'Do it again',
        follows: `The call is sent once more under the same key, if it is still allowed. ${
          reversible ? 'If it did happen, it may happen twice.' : 'Only when you are sure that it did not happen: it cannot be undone.'
        }`,
        sent: 'Settled. The call is to be made again.',
      }
  }
}

/** Whether an answer is asked for a second time: where a second call could not be undone. */
export function needsConfirmation(settlement: Settlement, { reversible }: Pick<Review, 'reversible'>): boolean {
  return settlement === 'retry' && !reversible
}

/** The doubt in one sentence. */
export function doubt(review: Caller & Pick<Review, 'toolTitle' | 'arguments'>): string {
  const recipient = recipientOf(review.arguments)
  const by = review.agent === null ? 'the process' : caller(review)
  return `It is not known whether this call by ${by} happened: ${review.toolTitle}${recipient === null ? '' : ` for ${recipient}`}.`
}

/** What it means if the call did happen. */
export function ifItDid({ reversible, audience }: Pick<Review, 'reversible' | 'audience'>): string {
  switch (audience) {
    case 'external':
      return reversible ? 'If it did, it reached people outside; it can be reversed.' : 'If it did, it reached people outside and cannot be undone.'
    case 'internal':
      return reversible ? 'If it did, it stayed inside and can be reversed.' : 'If it did, it stayed inside but cannot be undone.'
  }
}

/** Who reads a comment. */
export function commentReader(review: Caller): string {
  return review.agent === null
    ? 'Optional. It is kept on record with your answer.'
    : `Optional. It is kept on record, and ${caller(review)} reads it unless the call is made again.`
}

function caller({ agent }: Caller): string {
  return agent === null ? 'The process' : sentenceCase(agent)
}
