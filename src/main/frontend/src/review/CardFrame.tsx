import { Stack } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import type { Task } from '../api'
import classes from './CardFrame.module.css'
import { Context } from './Context'

interface Props {
  task: Task
  /** The case that it is about, where that is another than the task's own. */
  instanceId?: string
  children: ReactNode
}

/** What there is to decide, beside where the case stands, or above it where there is no room. */
export function CardFrame({ task, instanceId = task.instanceId, children }: Props): ReactElement {
  return (
    <div className={classes.frame}>
      <div className={classes.card}>
        <Stack gap="md" className={classes.decision}>
          {children}
        </Stack>
        <Context instanceId={instanceId} activityId={instanceId === task.instanceId ? task.activityId : null} />
      </div>
    </div>
  )
}
