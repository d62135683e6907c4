import type { Task } from '../api'
import { sentenceCase } from '../ui'

/** Why a person who may look at a task may not decide it. */
export function whyNot(task: Pick<Task, 'refusal' | 'assignee' | 'groups'>): string {
  if (typeof task.refusal === 'string') {
    return `You may look at this, but not decide it. ${task.refusal}.`.replace(/\.\.$/, '.')
  }
  if (task.assignee !== null) {
    return `${task.assignee} has taken this decision, so it is theirs to make.`
  }
  const groups = task.groups.map(sentenceCase).join(' or ')
  return groups === ''
    ? 'You may look at this, but not decide it.'
    : `You may look at this, but not decide it: that is up to ${groups}, and never to the person who started the case.`
}
