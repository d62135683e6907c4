import { Code, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import type { ApiProblem, FieldError } from '../api'
import { ProblemAlert } from '../ui'

interface Props {
  problem: ApiProblem
  /** The errors that no field shows. */
  elsewhere: readonly FieldError[]
}

/** Why a decision was not taken. */
export function DecisionProblem({ problem, elsewhere }: Props): ReactElement {
  return (
    <ProblemAlert error={problem}>
      {elsewhere.map(({ path, message }) => (
        <Text key={path} size="sm">
          <Code>{path}</Code> {message}
        </Text>
      ))}
    </ProblemAlert>
  )
}
