import type { ReactElement } from 'react'
import { t } from '../i18n'
import type { JsonObject } from '../api'
import type { ArgumentField } from './argumentFields'
import classes from './ArgumentsView.module.css'
import { pointer, valueAt } from './argumentValues'

interface Props {
  fields: readonly ArgumentField[]
  values: JsonObject
  errors: ReadonlyMap<string, string>
}

/** The arguments to read. */
export function ArgumentsView({ fields, values, errors }: Props): ReactElement {
  return (
    <dl className={classes.arguments}>
      {fields.map((field) => {
        const key = pointer(field.path)
        const error = errors.get(key)
        return (
          <div key={key} className={classes.argument} data-block={isBlock(field)}>
            <dt title={field.description ?? undefined}>{field.label}</dt>
            <dd>
              <Value field={field} values={values} errors={errors} />
              {error !== undefined && <div className={classes.error}>{error}</div>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function Value({ field, values, errors }: { field: ArgumentField; values: JsonObject; errors: ReadonlyMap<string, string> }): ReactElement {
  const value = valueAt(values, field.path)
  if (value === undefined || value === null) {
    return <span className={classes.none}>{t('not set')}</span>
  }
  switch (field.kind) {
    case 'group':
      return <ArgumentsView fields={field.fields} values={values} errors={errors} />
    case 'text':
      return field.multiline ? <div className={classes.long}>{scalar(value)}</div> : <span>{scalar(value)}</span>
    case 'boolean':
      return <span>{value === true ? t('Yes') : t('No')}</span>
    case 'number':
      return <span>{(value as number).toLocaleString('en')}</span>
    case 'choice':
      return <span>{scalar(value)}</span>
    case 'list':
      return <span>{(value as unknown[]).map(String).join(', ')}</span>
    case 'json':
      return <pre className={classes.json}>{JSON.stringify(value, null, 2)}</pre>
  }
}

function scalar(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isBlock(field: ArgumentField): boolean {
  switch (field.kind) {
    case 'text':
      return field.multiline
    case 'group':
    case 'json':
      return true
    case 'number':
    case 'boolean':
    case 'choice':
    case 'list':
      return false
  }
}
