import { Alert, type MantineSpacing } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Task } from '../api'
import { whyNot } from './whyNot'

/** Tells who may only look at a task; nothing for those who may decide it. */
export function NotYours({ task, mb = 0 }: { task: Task; mb?: MantineSpacing }): ReactElement | null {
  return task.mayDecide ? null : (
    <Alert variant="light" color="gray" p="xs" mb={mb}>
      {whyNot(task)}
    </Alert>
  )
}
