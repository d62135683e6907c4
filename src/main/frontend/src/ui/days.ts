/** A day as addresses and date fields write it, such as 2026-11-23; nothing where it is none. */
export function dayIn(value: unknown): string | undefined {
  const text = String(value)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined
}

/** When a day begins where the reader is. */
export function beginOf(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString()
}

export function endOf(day: string): string {
  const next = new Date(`${day}T00:00:00`)
  next.setDate(next.getDate() + 1)
  return next.toISOString()
}
