import { Checkbox } from '@mantine/core'
import type { ReactElement } from 'react'
import { conditionProblem, is, one, text } from '../diagram'
import { t } from '../texts'
import { notAName } from './AgentGroup'
import { useEditing } from './editing'
import { Group } from './Group'
import { ReferenceField } from './ReferenceField'
import { TextField } from './TextField'

/** For each of several. Null where the activity happens once. */
export function LoopGroup(): ReactElement | null {
  const { model, moddle, variables, setOn } = useEditing()
  const loop = one(model, 'loopCharacteristics')
  if (loop === undefined || !is(loop, 'bpmn:MultiInstanceLoopCharacteristics')) {
    return null
  }
  const body = (name: string): string => {
    const expression = one(loop, name)
    return expression === undefined ? '' : text(expression, 'body')
  }
  const putBody = (name: string, value: string): void => setOn(loop, { [name]: value.trim() === '' ? undefined : moddle.create('bpmn:FormalExpression', { body: value.trim() }) })
  const put = (name: string, value: string): void => setOn(loop, { [`flowable:${name}`]: value === '' ? undefined : value })
  const completion = body('completionCondition')
  return (
    <Group title={t('For each')}>
      <ReferenceField label={t('Of the list')} help={t('The variable that holds it')} language="names" value={text(loop, 'flowable:collection')} variables={variables} onCommit={(next) => put('collection', next.trim())} />
      <TextField label={t('One of them is called')} mono value={text(loop, 'flowable:elementVariable')} refuse={notAName} onCommit={(next) => put('elementVariable', next)} />
      <ReferenceField label={t('Or a number of times')} language="expression" placeholder="3" value={body('loopCardinality')} variables={variables} onCommit={(next) => putBody('loopCardinality', next)} />
      <ReferenceField
        label={t('Over as soon as')}
        language="expression"
        placeholder="${done}"
        value={completion}
        variables={variables}
        error={completion === '' ? null : conditionProblem(completion)}
        onCommit={(next) => putBody('completionCondition', next)}
      />
      <Checkbox size="xs" label={t('One after the other')} checked={loop.get('isSequential') === true} onChange={(event) => setOn(loop, { isSequential: event.currentTarget.checked })} />
    </Group>
  )
}
