import { VisuallyHidden } from '@mantine/core'
import { IconArrowDownRight, IconArrowUpRight, IconEqual } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { MonitoringFigure } from '../api'
import { changeOf, inWords, verdictOf } from './change'
import { figures } from './figures'
import classes from './Monitoring.module.css'

interface Props {
  figure: MonitoringFigure
  before: MonitoringFigure | null
  /** Without the word, where there is room for the arrow only; said all the same. */
  brief?: boolean
}

const icons = { up: IconArrowUpRight, down: IconArrowDownRight, same: IconEqual }

/** Which way a figure went since the period before, by an arrow and in words. */
export function ChangeNote({ figure, before, brief = false }: Props): ReactElement | null {
  const change = changeOf(figures[figure.id].good, figure.unit, figure.measured.value, before?.measured.value ?? null)
  if (change === null) {
    return null
  }
  const Arrow = icons[change.direction]
  const verdict = verdictOf(change)
  return (
    <span className={classes.change} data-verdict={change.verdict}>
      <Arrow size={14} aria-hidden />
      <span aria-hidden>{brief || verdict === null ? change.amount : `${change.amount}, ${verdict}`}</span>
      <VisuallyHidden component="span">{verdict === null ? inWords(change) : `${inWords(change)}, ${verdict}`}</VisuallyHidden>
    </span>
  )
}
