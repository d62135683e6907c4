/** What was typed for a variable, read as its type asks for it. */
export type Typed = { value: unknown } | { problem: 'not-json' | 'not-a-number' }

export function typed(text: string, before: unknown): Typed {
  if (typeof before === 'string') {
    return { value: text }
  }
  if (typeof before === 'number') {
    const value = Number(text)
    return text.trim() === '' || !Number.isFinite(value) ? { problem: 'not-a-number' } : { value }
  }
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return { problem: 'not-json' }
  }
}

export function asTyped(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}
