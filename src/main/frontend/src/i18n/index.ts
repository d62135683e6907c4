export { chooseLanguage, languages, type Language } from './choice'
export { addTexts, language, locale, rich, t } from './translate'
