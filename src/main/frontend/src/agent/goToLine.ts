/** Marks a line of a text, from 1 on, and brings it into view. */
export function goToLine(area: HTMLTextAreaElement, line: number): void {
  const start = lineStart(area.value, line)
  const end = area.value.indexOf('\n', start)
  area.focus()
  area.setSelectionRange(start, end < 0 ? area.value.length : end)
}

export function lineStart(text: string, line: number): number {
  return text
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, { length }) => sum + length + 1, 0)
}
