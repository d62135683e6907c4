import { Text } from '@mantine/core'
import type { ReactElement } from 'react'
import type { RehearsedRule } from '../../api'
import { t } from '../texts'

/** The rules that matched, in their own words. */
export function RuleList({ rules }: { rules: readonly RehearsedRule[] }): ReactElement {
  return (
    <div>
      {rules.map(({ id, table, description }) => (
        <Text key={`${table}/${id}`} size="xs">
          {description ?? t('A rule without a description.')}{' '}
          <Text span size="xs" c="dimmed" display="inline-block">
            {table}, {id}
          </Text>
        </Text>
      ))}
    </div>
  )
}
