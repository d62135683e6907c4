import { Text } from '@mantine/core'
import type { ReactElement } from 'react'
import type { JsonObject } from '../../api'
import { t } from '../texts'
import { argumentProblem, argumentsOf, parseArgument, showArgument, withEntry } from './argumentsJson'
import { useEditing } from './editing'
import classes from './Panel.module.css'
import { ReferenceField } from './ReferenceField'

interface Props {
  schema: JsonObject
  value: JsonObject
  onCommit: (value: JsonObject) => void
  /** Whether arguments may be missing, as only some of them are fixed. */
  partial?: boolean
}

/** One field for each argument of a contract: a literal, or a reference to a variable. */
export function ArgumentFields({ schema, value, onCommit, partial = false }: Props): ReactElement {
  const { variables } = useEditing()
  const all = argumentsOf(schema, value).map((argument) => (partial ? { ...argument, required: false } : argument))
  if (all.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        {t('This tool takes no arguments.')}
      </Text>
    )
  }
  return (
    <div className={classes.rows} role="group" aria-label={t('Arguments')}>
      {all.map((argument) => (
        <ReferenceField
          key={argument.name}
          label={argument.title}
          help={[argument.description, argument.options.length > 0 ? t('One of {options}', { options: argument.options.join(', ') }) : ''].filter((part) => part !== '').join('. ')}
          required={argument.required}
          placeholder={t("{type, select, string {Text} integer {Whole number} number {Number} boolean {true, false} array {List} object {Object} other {Anything}}, or $'{'variable'}'", { type: argument.type })}
          language="text"
          long={argument.type === 'object' || argument.type === 'array'}
          value={showArgument(value[argument.name])}
          variables={variables}
          error={argumentProblem(argument, value[argument.name])}
          onCommit={(text) => onCommit(withEntry(value, argument.name, parseArgument(text, argument.type)))}
        />
      ))}
    </div>
  )
}
