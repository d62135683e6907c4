import { t } from '../i18n'

/** What calling a tool twice does, for people. */
export function effectInWords(effect: string): string {
  switch (effect) {
    case 'read':
      return t('as good as once: it only reads')
    case 'idempotent':
      return t('the same as once')
    case 'keyed':
      return t('the same as once: its target knows each call by a key')
    case 'verifiable':
      return t('two: whether a call happened is looked up first')
    default:
      return t('two: a person settles what is not known')
  }
}
