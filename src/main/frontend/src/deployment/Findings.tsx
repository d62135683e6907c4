import { Badge, Table, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import type { Finding } from '../api'
import { sentenceCase } from '../ui'
import classes from './deployments.module.css'

/** What a check has found, errors first as the server gives them. */
export function Findings({ findings }: { findings: readonly Finding[] }): ReactElement {
  return (
    <Table.ScrollContainer minWidth={480} className={classes.findings}>
      <Table verticalSpacing={6} aria-label={t('Findings')}>
        <Table.Tbody>
          {findings.map((finding, index) => (
            <Table.Tr key={index}>
              <Table.Td w={90} valign="top">
                <Badge size="sm" variant="light" color={finding.severity === 'error' ? 'red' : 'yellow'}>
                  {sentenceCase(finding.severity)}
                </Badge>
              </Table.Td>
              <Table.Td>
                <Text size="sm">{finding.message}</Text>
                <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  {[finding.elementName ?? finding.element, finding.resource, finding.line === null ? null : t('line {line}', { line: finding.line }), finding.rule]
                    .filter((part) => part !== null)
                    .join(' · ')}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
