export interface Line {
  /** From 1. */
  number: number
  text: string
}

/** What stands beside each other; null where the other side has nothing. */
export interface Row {
  kind: 'same' | 'changed'
  before: Line | null
  after: Line | null
}

/** Above this many compared pairs of lines the middle is shown as replaced. */
const largestTable = 4_000_000

/** Line by line, for two columns. */
export function lineDiff(before: string, after: string): readonly Row[] {
  const a = lines(before)
  const b = lines(after)
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) {
    start++
  }
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) {
    end++
  }
  const rows: Row[] = []
  const same = (i: number, j: number): void => void rows.push({ kind: 'same', before: line(a, i), after: line(b, j) })
  for (let i = 0; i < start; i++) {
    same(i, i)
  }
  middle(a, b, start, a.length - end, b.length - end, rows)
  for (let k = end; k > 0; k--) {
    same(a.length - k, b.length - k)
  }
  return rows
}

function middle(a: readonly string[], b: readonly string[], start: number, endA: number, endB: number, rows: Row[]): void {
  const width = endB - start + 1
  const height = endA - start + 1
  // common[i * width + j]: the length of the longest common subsequence from there on.
  const common = height * width > largestTable ? null : new Uint32Array(height * width)
  const at = (i: number, j: number): number => common?.[(i - start) * width + (j - start)] ?? 0
  if (common !== null) {
    for (let i = endA - 1; i >= start; i--) {
      for (let j = endB - 1; j >= start; j--) {
        common[(i - start) * width + (j - start)] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
      }
    }
  }
  let removed: Line[] = []
  let added: Line[] = []
  const flush = (): void => {
    for (let k = 0; k < Math.max(removed.length, added.length); k++) {
      rows.push({ kind: 'changed', before: removed[k] ?? null, after: added[k] ?? null })
    }
    removed = []
    added = []
  }
  let i = start
  let j = start
  while (i < endA || j < endB) {
    if (common !== null && i < endA && j < endB && a[i] === b[j]) {
      flush()
      rows.push({ kind: 'same', before: line(a, i++), after: line(b, j++) })
    } else if (j >= endB || (i < endA && at(i + 1, j) >= at(i, j + 1))) {
      removed.push(line(a, i++))
    } else {
      added.push(line(b, j++))
    }
  }
  flush()
}

/** Rows around changes, and how many are left out where nothing changed. */
export function withContext(rows: readonly Row[], context: number): readonly (Row | { kind: 'left-out'; count: number })[] {
  const near = new Set<number>()
  rows.forEach(({ kind }, index) => {
    if (kind === 'changed') {
      for (let k = index - context; k <= index + context; k++) {
        near.add(k)
      }
    }
  })
  const shown: (Row | { kind: 'left-out'; count: number })[] = []
  rows.forEach((row, index) => {
    const last = shown.at(-1)
    if (near.has(index)) {
      shown.push(row)
    } else if (last?.kind === 'left-out') {
      last.count++
    } else {
      shown.push({ kind: 'left-out', count: 1 })
    }
  })
  return shown
}

function lines(text: string): string[] {
  const all = text.split('\n')
  if (all.at(-1) === '') {
    all.pop()
  }
  return all
}

function line(all: readonly string[], index: number): Line {
  return { number: index + 1, text: all[index] ?? '' }
}
