export type Language = 'text' | 'expression' | 'names'

export interface Asked {
  /** What is replaced: from here to there. */
  from: number
  to: number
  typed: string
  before: string
  after: string
}

/** What is being typed where the caret is, if that can be a variable; null where it cannot. */
export function suggestionAt(text: string, caret: number, language: Language): Asked | null {
  const head = text.slice(0, caret)
  const tail = /^[\w.]*/.exec(text.slice(caret))?.[0] ?? ''
  const closed = /^[\w.]*\s*\}/.test(text.slice(caret))
  if (language === 'names') {
    const typed = /[\w.]*$/.exec(head)?.[0] ?? ''
    return { from: caret - typed.length, to: caret + tail.length, typed, before: '', after: '' }
  }
  const open = head.lastIndexOf('${')
  const inside = open >= 0 && !head.slice(open).includes('}')
  if (!inside) {
    // An expression that is not there yet begins with the first thing one picks.
    return language === 'expression' && text.trim() === '' ? { from: 0, to: text.length, typed: '', before: '${', after: '}' } : null
  }
  const typed = /[\w.]*$/.exec(head)?.[0] ?? ''
  const preceding = head.slice(0, caret - typed.length)
  if (language === 'text' && !/\$\{\s*$/.test(preceding)) {
    return null
  }
  // Inside of quotation marks or after a number nothing is asked for.
  const quotes = head.slice(open).match(/'/g)?.length ?? 0
  if (quotes % 2 === 1 || /^\d/.test(typed) || (typed === '' && /[\w)'"\]]\s*$/.test(preceding) && !/\$\{\s*$/.test(preceding))) {
    return null
  }
  return { from: caret - typed.length, to: caret + tail.length, typed, before: '', after: language === 'text' && !closed ? '}' : '' }
}
