import { Stack } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import type { Task } from '../api'
import classes from './CardFrame.module.css'
import { Context } from './Context'

/** What there is to decide, beside where the case stands, or above it where there is no room. */
export function CardFrame({ task, children }: { task: Task; children: ReactNode }): ReactElement {
  return (
    <div className={classes.frame}>
      <div className={classes.card}>
        <Stack gap="md" className={classes.decision}>
          {children}
        </Stack>
        <Context task={task} />
      </div>
    </div>
  )
}
