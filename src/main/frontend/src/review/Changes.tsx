import type { ReactElement } from 'react'
import { t } from '../i18n'
import { pathLabel, pointer, type Change } from './argumentValues'
import classes from './Changes.module.css'
import { textDiff } from './textDiff'

/** What an approver changed, before it is sent. */
export function Changes({ changes }: { changes: readonly Change[] }): ReactElement {
  return (
    <dl className={classes.changes} aria-label={t('Your changes')}>
      {changes.map((change) => (
        <div key={pointer(change.path)}>
          <dt>{pathLabel(change.path)}</dt>
          <dd>
            <Difference change={change} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Difference({ change: { before, after } }: { change: Change }): ReactElement {
  if (typeof before === 'string' && typeof after === 'string' && before !== '' && after !== '') {
    return (
      <>
        {textDiff(before, after).map((piece, index) => {
          switch (piece.kind) {
            case 'same':
              return <span key={index}>{piece.text}</span>
            case 'removed':
              return <del key={index}>{piece.text}</del>
            case 'added':
              return <ins key={index}>{piece.text}</ins>
          }
        })}
      </>
    )
  }
  return (
    <>
      {before !== undefined && <del>{shown(before)}</del>} {after !== undefined && <ins>{shown(after)}</ins>}
    </>
  )
}

function shown(value: unknown): string {
  if (typeof value === 'string') {
    return value === '' ? '(empty)' : value
  }
  return JSON.stringify(value)
}
