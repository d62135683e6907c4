interface Point {
  x: number
  y: number
}

interface Bar extends Point {
  width: number
  height: number
}

interface Shape {
  /** Points of a polyline each: where there was nothing to measure the line has a gap. */
  lines: string[]
  /** Those that have no neighbour to be joined to. */
  dots: Point[]
  bars: Bar[]
}

/** From nought, as bars show sums and lines anything else; what is below nought hangs from it. */
export function shapeOf(values: readonly (number | null)[], kind: 'bars' | 'line', width: number, height: number): Shape {
  const known = values.filter((value) => value !== null)
  const top = Math.max(0, ...known)
  const bottom = Math.min(0, ...known)
  const scale = top === bottom ? 0 : (height - 4) / (top - bottom)
  const y = (value: number): number => round(2 + (top - value) * scale)
  const step = width / values.length
  if (kind === 'bars') {
    const bars = values.flatMap((value, index) => {
      if (value === null || value === 0) {
        return []
      }
      return [{ x: round(index * step), y: Math.min(y(value), y(0)), width: round(Math.max(1, step * 0.8)), height: round(Math.max(1, Math.abs(y(value) - y(0)))) }]
    })
    return { lines: [], dots: [], bars }
  }
  const runs: Point[][] = [[]]
  values.forEach((value, index) => {
    if (value === null) {
      runs.push([])
    } else {
      runs.at(-1)?.push({ x: round((index + 0.5) * step), y: y(value) })
    }
  })
  return {
    lines: runs.filter(({ length }) => length > 1).map((run) => run.map((point) => `${point.x},${point.y}`).join(' ')),
    dots: runs.filter(({ length }) => length === 1).flat(),
    bars: [],
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
