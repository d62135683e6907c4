import type { ReactElement } from 'react'
import classes from './JsonView.module.css'

export function JsonView({ value, label }: { value: unknown; label?: string }): ReactElement {
  return (
    <pre className={classes.json} aria-label={label} tabIndex={0}>
      {JSON.stringify(value, null, 2)}
    </pre>
  )
}
