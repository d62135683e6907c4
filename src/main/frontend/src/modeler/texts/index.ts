import { addTexts, language } from '../../i18n'
import { translating, type TranslateModule } from './translating'

// German comes with the modeler, not with the first page; every module of the modeler that says something waits here.
const [ours, ofDiagrams] = language() === 'de' ? await Promise.all([import('./de.json'), import('./diagrams.de.json')]) : []
addTexts(ours?.default ?? {})
const diagramTexts: Readonly<Record<string, string | undefined>> = ofDiagrams?.default ?? {}

export { locale, rich, t } from '../../i18n'

/** What the diagram editor calls something, such as "User task". */
export function diagramText(english: string): string {
  return diagramTexts[english] ?? english
}

/** Lets bpmn-js speak the reader's language. */
export const diagramTranslation: TranslateModule = translating(diagramTexts)

/** Lets dmn-js speak it. */
export async function tableTranslation(): Promise<TranslateModule> {
  return translating(language() === 'de' ? (await import('./tables.de.json')).default : {})
}

/** A label amid a sentence: nouns keep their capital in German. */
export function inSentence(label: string): string {
  return language() === 'de' ? label : label.toLowerCase()
}
