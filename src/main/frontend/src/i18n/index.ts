export { chooseLanguage, languages, type Language } from './choice'
export { language, locale, rich, t } from './translate'
