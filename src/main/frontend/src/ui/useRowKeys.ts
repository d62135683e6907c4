import { useHotkeys } from '@mantine/hooks'
import { useRef, type RefObject } from 'react'

/** Lets j and k (or the arrows) move the focus over the links marked `data-row` in a list; Enter is the link's own. */
export function useRowKeys<T extends HTMLElement>(): RefObject<T | null> {
  const list = useRef<T>(null)
  const move = (step: 1 | -1): void => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const focused = rows.findIndex((row) => row === document.activeElement)
    const current = focused >= 0 ? focused : rows.findIndex((row) => row.dataset['row'] === 'selected')
    const next = rows[Math.min(rows.length - 1, Math.max(0, current + step))]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  useHotkeys([
    ['j', () => move(1)],
    ['k', () => move(-1)],
    ['ArrowDown', () => move(1)],
    ['ArrowUp', () => move(-1)],
  ])
  return list
}
