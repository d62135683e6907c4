import { t } from '../texts'

/** Finds the variables that texts and expressions speak of. */

export interface Reference {
  /** The variable, without what is inside it. */
  variable: string
  /** Such as `lead.company`. */
  path: string
}

/** `${…}` in texts, where only paths have a meaning. */
const inText = /\$\{\s*([A-Za-z_]\w*(?:\.\w+|\[\d+\])*)\s*\}/g

export function referencesInText(text: string): readonly Reference[] {
  return [...text.matchAll(inText)].map(([, path]) => reference(path ?? ''))
}

const words = new Set(['true', 'false', 'null', 'empty', 'not', 'and', 'or', 'eq', 'ne', 'lt', 'gt', 'le', 'ge', 'div', 'mod', 'instanceof'])
const token = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\d+(?:\.\d+)?|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d+\])*/g

/** Variables in a condition such as `${fit.confidence >= 0.9 && !lead.sensitive}`. */
export function referencesInExpression(expression: string): readonly Reference[] {
  const inside = /^\s*[$#]\{([\s\S]*)\}\s*$/.exec(expression)?.[1] ?? ''
  return [...inside.matchAll(token)]
    .map(([found]) => found)
    .filter((found) => /^[A-Za-z_]/.test(found) && !words.has(found))
    .map(reference)
}

function reference(path: string): Reference {
  return { path, variable: /^\w+/.exec(path)?.[0] ?? path }
}

/** What can be said about a condition without the server: `null` where nothing is wrong. */
export function conditionProblem(condition: string): string | null {
  const inside = /^\s*[$#]\{([\s\S]*)\}\s*$/.exec(condition)?.[1]
  if (inside === undefined) {
    return t("A condition is one expression, such as $'{'fit.confidence >= 0.9'}'")
  }
  if (inside.trim() === '') {
    return t('The condition is empty')
  }
  const bare = inside.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, '""')
  if (/[A-Za-z_]\w*\s*\(/.test(bare.replace(/\b(?:and|or|not|empty|eq|ne|lt|gt|le|ge)\s*\(/g, '('))) {
    return t('Expressions call nothing: variables, literals, comparisons and logic are allowed')
  }
  if (/(?<![=!<>])=(?!=)/.test(bare)) {
    return t('Use == to compare; = sets a variable, which is not allowed')
  }
  if (/[+*%]|\s[-/]\s/.test(bare)) {
    return t('Expressions do not calculate; leave calculations to a tool')
  }
  if (count(bare, /\(/g) !== count(bare, /\)/g)) {
    return t('A parenthesis is not closed')
  }
  if (/['"]/.test(bare.replace(/""/g, ''))) {
    return t('A quotation mark is not closed')
  }
  return null
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

const iso = /^(?:P(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?|\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?|R\d*\/.+)$/

/** Whether it is a time that the engine understands: ISO 8601 or one expression. */
export function isTime(text: string): boolean {
  return iso.test(text.trim()) || /^\$\{[^{}]+\}$/.test(text.trim())
}
