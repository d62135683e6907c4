import { Checkbox } from '@mantine/core'
import type { ReactElement } from 'react'
import { conditionProblem, is, one, text, type Model } from '../diagram'
import { t } from '../texts'
import { useEditing } from './editing'
import { Group } from './Group'
import { ReferenceField } from './ReferenceField'

/** When a flow is taken. Null where it always is. */
export function FlowGroup(): ReactElement | null {
  const { model, moddle, variables, set, setOn, asOneStep } = useEditing()
  const source = one(model, 'sourceRef')
  if (source === undefined || !canDecide(source)) {
    return null
  }
  const condition = one(model, 'conditionExpression')
  const body = condition === undefined ? '' : text(condition, 'body')
  const isDefault = source.get('default') === model
  return (
    <Group title={t('Condition')}>
      {!isDefault && (
        <ReferenceField
          label={t('Taken if')}
          help={t('An expression out of variables, values, comparisons and logic')}
          long
          language="expression"
          placeholder="${fit.confidence >= 0.9}"
          value={body}
          variables={variables}
          error={body === '' ? null : conditionProblem(body)}
          onCommit={(next) => set({ conditionExpression: next.trim() === '' ? undefined : moddle.create('bpmn:FormalExpression', { body: next.trim() }) })}
        />
      )}
      <Checkbox
        size="xs"
        label={t('Taken where no other is')}
        description={t('The default of the element it comes from')}
        checked={isDefault}
        onChange={(event) => {
          const chosen = event.currentTarget.checked
          asOneStep(() => {
            setOn(source, { default: chosen ? model : undefined })
            if (chosen && condition !== undefined) {
              set({ conditionExpression: undefined })
            }
          })
        }}
      />
    </Group>
  )
}

function canDecide(source: Model): boolean {
  return is(source, 'bpmn:ExclusiveGateway') || is(source, 'bpmn:InclusiveGateway') || is(source, 'bpmn:Activity')
}
