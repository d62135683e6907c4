export interface Piece {
  kind: 'same' | 'removed' | 'added'
  text: string
}

/** Above this many compared pairs of words two texts are shown whole: the table would take too long. */
const largestTable = 4_000_000

/** Word by word, what became of a text. */
export function textDiff(before: string, after: string): readonly Piece[] {
  const a = words(before)
  const b = words(after)
  if (a.length * b.length > largestTable) {
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]
  }
  // common[i][j]: the length of the longest common subsequence of a from i and b from j.
  const common = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      set(common, i, j, a[i] === b[j] ? get(common, i + 1, j + 1) + 1 : Math.max(get(common, i + 1, j), get(common, i, j + 1)))
    }
  }
  const pieces: Piece[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      push(pieces, 'same', a[i] ?? '')
      i++
      j++
    } else if (j >= b.length || (i < a.length && get(common, i + 1, j) >= get(common, i, j + 1))) {
      push(pieces, 'removed', a[i] ?? '')
      i++
    } else {
      push(pieces, 'added', b[j] ?? '')
      j++
    }
  }
  return pieces
}

function words(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? []
}

function push(pieces: Piece[], kind: Piece['kind'], text: string): void {
  const last = pieces.at(-1)
  if (last?.kind === kind) {
    last.text += text
  } else {
    pieces.push({ kind, text })
  }
}

function get(table: readonly Uint32Array[], i: number, j: number): number {
  return table[i]?.[j] ?? 0
}

function set(table: readonly Uint32Array[], i: number, j: number, value: number): void {
  const row = table[i]
  if (row !== undefined) {
    row[j] = value
  }
}
