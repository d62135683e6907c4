import { Alert, Button, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactElement, ReactNode } from 'react'
import { t } from '../i18n'
import { asProblem } from '../api'

interface Props {
  error: unknown
  onRetry?: (() => void) | undefined
  children?: ReactNode
}

export function ProblemAlert({ error, onRetry, children }: Props): ReactElement {
  const problem = asProblem(error)
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={problem.title} role="alert">
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
