export type Language = 'en' | 'de'

const key = 'steward.language'

export const languages: Record<Language, string> = { en: 'English', de: 'Deutsch' }

/** What was chosen in this browser, else the first of the browser's languages that there is. */
export function preferred(chosen: string | null, offered: readonly string[]): Language {
  const wanted = [chosen, ...offered].map((tag) => tag?.split('-')[0])
  return wanted.find((tag): tag is Language => tag !== undefined && Object.hasOwn(languages, tag)) ?? 'en'
}

export type Catalogue = Record<string, string | undefined>

/** English is written where it is said; outside of a page it is all that is spoken. */
export async function loadLanguage(): Promise<[Language, Catalogue]> {
  if (typeof document === 'undefined') {
    return ['en', {}]
  }
  const language = preferred(stored(), navigator.languages)
  document.documentElement.lang = language
  return [language, language === 'de' ? { ...(await import('./de.json')).default } : {}]
}

/** Loads the page again, which asks first where something unsaved would be lost. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem(key, language)
  location.reload()
}

function stored(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
