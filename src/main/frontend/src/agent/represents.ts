import { t } from '../i18n'

/** Whose permissions bound an agent, for people. */
export function representsInWords(represents: string): string {
  switch (represents) {
    case 'initiator':
      return t('whoever started the instance')
    case 'task-owner':
      return t('whoever completed the user task that is named as the task\'s owner')
    default:
      return t('the role {role}', { role: represents.replace(/^role:/, '') })
  }
}
