import { IntlMessageFormat, type PrimitiveType } from 'intl-messageformat'
import { Fragment, type ReactNode } from 'react'
import { loadLanguage, type Catalogue, type Language } from './choice'

type Values = Record<string, PrimitiveType>
type RichValues = Record<string, PrimitiveType | ReactNode | ((chunks: ReactNode) => ReactNode)>

const locales: Record<Language, string> = { en: 'en-GB', de: 'de-DE' }

// Every module that says something waits here, so that texts can be looked up as soon as one is read. A page speaks one language from its
// loading on.
const [current, catalogue] = await loadLanguage()
const formats = new Map<string, IntlMessageFormat>()

export function language(): Language {
  return current
}

/** For dates and numbers. */
export function locale(): string {
  return locales[current]
}

/** For what is loaded later than the first page: to be called before any of these texts is looked up. */
export function addTexts(texts: Catalogue): void {
  Object.assign(catalogue, texts)
}

/** A text in the reader's language. Messages are written in English, in ICU's syntax, and looked up by themselves. */
export function t(message: string, values?: Values): string {
  if (values === undefined && !message.includes("'") && !message.includes('{')) {
    return catalogue[message] ?? message
  }
  return String(format(message).format(values))
}

/** The same with elements in it: `rich('Go to <link>the start</link>.', { link: (text) => <Link to="/">{text}</Link> })`. */
export function rich(message: string, values: RichValues): ReactNode {
  const parts = format(message).format<ReactNode>(values as Record<string, ReactNode>)
  return Array.isArray(parts) ? parts.map((part: ReactNode, index) => <Fragment key={index}>{part}</Fragment>) : (parts)
}

function format(message: string): IntlMessageFormat {
  let known = formats.get(message)
  if (known === undefined) {
    known = new IntlMessageFormat(catalogue[message] ?? message, locale())
    formats.set(message, known)
  }
  return known
}
