import { t } from '../i18n'
import type { Task } from '../api'
import { sentenceCase } from '../ui'

/** Why a person who may look at a task may not decide it. */
export function whyNot(task: Pick<Task, 'refusal' | 'assignee' | 'groups'>): string {
  if (typeof task.refusal === 'string') {
    return t('You may look at this, but not decide it. {reason}', { reason: `${task.refusal.replace(/\.$/, '')}.` })
  }
  if (task.assignee !== null) {
    return t('{assignee} has taken this decision, so it is theirs to make.', { assignee: task.assignee })
  }
  const groups = task.groups.map(sentenceCase).join(t(' or '))
  return groups === ''
    ? t('You may look at this, but not decide it.')
    : t('You may look at this, but not decide it: that is up to {groups}, and never to the person who started the case.', { groups })
}
