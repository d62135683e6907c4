import { Text } from '@mantine/core'
import { Fragment, type ReactElement } from 'react'
import { t } from '../i18n'
import classes from './agents.module.css'
import { lineDiff, withContext, type Line } from './lineDiff'

const context = 3

/** Two texts, line beside line, around what is different. */
export function SideBySide({ before, after, label }: { before: string; after: string; label: string }): ReactElement {
  const rows = withContext(lineDiff(before, after), context)
  if (before === after) {
    return (
      <Text size="sm" c="dimmed">
        {t('Nothing is different.')}
      </Text>
    )
  }
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={classes.diff} aria-label={label}>
        <colgroup>
          <col className={classes.number} />
          <col />
          <col className={classes.number} />
          <col />
        </colgroup>
        <tbody>
          {rows.map((row, index) =>
            row.kind === 'left-out' ? (
              <tr key={index} className={classes['left-out']}>
                <td colSpan={4}>{t('{value} without a difference', { value: row.count === 1 ? t('One line') : `${row.count} lines` })}</td>
              </tr>
            ) : (
              <tr key={index}>
                <Side line={row.before} as={row.kind === 'changed' ? 'del' : null} />
                <Side line={row.after} as={row.kind === 'changed' ? 'ins' : null} />
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  )
}

function Side({ line, as }: { line: Line | null; as: 'del' | 'ins' | null }): ReactElement {
  const Changed = as ?? Fragment
  return (
    <>
      <td>{line?.number}</td>
      <td>{line !== null && <Changed>{line.text === '' ? ' ' : line.text}</Changed>}</td>
    </>
  )
}
