type Translate = (template: string, replacements?: Readonly<Record<string, string | undefined>>) => string

/** In the terms of the libraries' injector; an interface would not fit its index signature. */
export type TranslateModule = {
  translate: ['value', Translate]
}

/** Takes the place of the libraries' own translation, which knows no texts. What is not among these stays as it is. */
export function translating(texts: Readonly<Record<string, string | undefined>>): TranslateModule {
  const translate: Translate = (template, replacements = {}) => (texts[template] ?? template).replace(/\{\s*([^}\s]+)\s*\}/g, (placeholder, name: string) => replacements[name] ?? placeholder)
  return { translate: ['value', translate] }
}
