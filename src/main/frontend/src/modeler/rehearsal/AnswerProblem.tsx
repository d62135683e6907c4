import type { ReactElement } from 'react'
import { asProblem } from '../../api'
import { ProblemAlert } from '../../ui'

/** Why something was not taken, with the places that do not fit. */
export function AnswerProblem({ error }: { error: Error }): ReactElement {
  return (
    <ProblemAlert error={error}>
      {asProblem(error).errors.map(({ path, message }) => (
        <div key={path}>
          <code>{path}</code> {message}
        </div>
      ))}
    </ProblemAlert>
  )
}
