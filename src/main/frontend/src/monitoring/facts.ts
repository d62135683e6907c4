import { t } from '../i18n'

/** What figures are counted among, as it stands after "of", "over" and "for". */
const kinds: Record<string, (count: number) => string> = {
  'review.decided': (count) => t('{count, plural, one {# decision} other {# decisions}}', { count }),
  'sample.judged': (count) => t('{count, plural, one {# judged sample} other {# judged samples}}', { count }),
  'label.classification': labels,
  'label.tool-use': labels,
  'label.routing': labels,
  'instance.ended': (count) => t('{count, plural, one {# ended instance} other {# ended instances}}', { count }),
  'instance.completed': (count) => t('{count, plural, one {# completed instance} other {# completed instances}}', { count }),
  'instance.compared': (count) => t('{count, plural, one {# instance with a baseline} other {# instances with a baseline}}', { count }),
  'instance.aimed': (count) => t('{count, plural, one {# instance with an aim} other {# instances with an aim}}', { count }),
  'instance.succeeded': (count) => t('{count, plural, one {# success} other {# successes}}', { count }),
  'run.ended': (count) => t('{count, plural, one {# run} other {# runs}}', { count }),
  'run.completed': (count) => t('{count, plural, one {# completed run} other {# completed runs}}', { count }),
  'turn.ended': modelCalls,
  'turn.answered': modelCalls,
  'call.made': (count) => t('{count, plural, one {# tool call} other {# tool calls}}', { count }),
  'call.settled': (count) => t('{count, plural, one {# proposed call} other {# proposed calls}}', { count }),
  'call.succeeded': (count) => t('{count, plural, one {# successful call} other {# successful calls}}', { count }),
}

export function counted(fact: string, count: number): string {
  return (kinds[fact] ?? ((some: number) => t('{count, plural, one {# fact} other {# facts}}', { count: some })))(count)
}

function labels(count: number): string {
  return t('{count, plural, one {# label} other {# labels}}', { count })
}

function modelCalls(count: number): string {
  return t('{count, plural, one {# model call} other {# model calls}}', { count })
}
