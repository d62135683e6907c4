import { t } from '../i18n'
import type { MonitoringRow } from '../api'
import { duration } from '../ui'
import { dimensionNames } from './categories'
import { valueIn, type Unit } from './format'

interface Column {
  id: string
  name: string
  numeric: boolean
  of: (row: MonitoringRow) => string
}

/** Those that have something to say of these rows. */
export function columnsFor(rows: readonly MonitoringRow[], unit: Unit): Column[] {
  const amount = unit === 'minutes' ? ('minutes' as const) : ('usd' as const)
  const columns: Column[] = [
    { id: 'process', name: dimensionNames.process, numeric: false, of: ({ processKey }) => processKey },
    { id: 'version', name: dimensionNames.version, numeric: true, of: ({ version }) => (version === 0 ? '' : String(version)) },
    { id: 'step', name: dimensionNames.step, numeric: false, of: ({ step }) => step },
    { id: 'agent', name: dimensionNames.agent, numeric: false, of: ({ agent }) => agent },
    { id: 'tool', name: dimensionNames.tool, numeric: false, of: ({ tool }) => tool },
    { id: 'model', name: dimensionNames.model, numeric: false, of: ({ model }) => model },
    { id: 'detail', name: dimensionNames.detail, numeric: false, of: ({ detail }) => detail },
    { id: 'number', name: t('Counts for'), numeric: true, of: ({ number }) => (number === 1 ? '' : valueIn('count', number)) },
    { id: 'amount', name: amount === 'usd' ? t('Cost') : t('Time saved'), numeric: true, of: (row) => (row.amount === 0 ? '' : valueIn(amount, row.amount)) },
    { id: 'time', name: t('Took'), numeric: true, of: ({ millis }) => (millis === null ? '' : duration(millis)) },
  ]
  return columns.filter(({ of }) => rows.some((row) => of(row) !== ''))
}
