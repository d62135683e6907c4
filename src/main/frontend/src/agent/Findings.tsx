import { Alert, List, Text, UnstyledButton } from '@mantine/core'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import type { DefinitionFinding } from '../api'
import { place } from './findings'

/** What a check has found. */
export function Findings({ findings, onLine }: { findings: readonly DefinitionFinding[]; onLine?: (line: number) => void }): ReactElement | null {
  if (findings.length === 0) {
    return null
  }
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return (
    <section aria-label={t('Findings')}>
      <Alert color={errors > 0 ? 'red' : 'yellow'} variant="light" p="xs" role="status" title={title(errors, findings.length - errors)}>
        <List size="sm" spacing={2}>
          {findings.map((finding, index) => (
            <List.Item key={index}>
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {finding.line !== null && onLine !== undefined ? (
                  <UnstyledButton fz="sm" fw={600} td="underline" c="inherit" onClick={() => onLine(finding.line ?? 1)}>
                    {place(finding)}
                  </UnstyledButton>
                ) : (
                  <b>{place(finding)}</b>
                )}
                {place(finding) !== '' && ': '}
                {finding.message}
              </Text>
            </List.Item>
          ))}
        </List>
      </Alert>
    </section>
  )
}

function title(errors: number, warnings: number): string {
  const parts = [
    errors > 0 ? t('{errors, plural, one {One error} other {# errors}}', { errors }) : null,
    warnings > 0 ? t('{warnings, plural, one {one warning} other {# warnings}}', { warnings }) : null,
  ]
  const said = parts.filter((part) => part !== null).join(', ')
  return said.charAt(0).toUpperCase() + said.slice(1)
}
