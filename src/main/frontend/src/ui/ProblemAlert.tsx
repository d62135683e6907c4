import { Alert, Button, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactElement, ReactNode } from 'react'
import { t } from '../i18n'
import { asProblem, type ApiProblem } from '../api'

interface Props {
  error: unknown
  onRetry?: (() => void) | undefined
  children?: ReactNode
}

export function ProblemAlert({ error, onRetry, children }: Props): ReactElement {
  const problem = asProblem(error)
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={titleOf(problem)} role="alert">
      {problem.detail !== null && problem.detail !== problem.title && <Text size="sm">{problem.detail}</Text>}
      {children}
      {onRetry && (
        <Button size="xs" variant="default" mt="xs" onClick={onRetry}>
          {t('Try again')}
        </Button>
      )}
    </Alert>
  )
}

/** In words for people: what the server calls it is the name of an HTTP status. */
function titleOf({ status, title }: ApiProblem): string {
  switch (status) {
    case 400:
    case 422:
      return t('This cannot be accepted')
    case 403:
      return t('You may not do this')
    case 404:
      return t('This is not there, or not any more')
    case 409:
      return t('This does not fit how things stand')
    default:
      return title
  }
}
