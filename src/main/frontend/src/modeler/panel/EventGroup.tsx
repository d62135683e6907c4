import { Checkbox, SegmentedControl, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import { is, many, one, text, type Model } from '../diagram'
import { t } from '../texts'
import { DefinitionPicker } from './DefinitionPicker'
import { useEditing } from './editing'
import { Group } from './Group'
import { TextField } from './TextField'
import { TimeField } from './TimeField'
import { notAName } from './AgentGroup'

/** What an event waits for, throws or catches. */
export function EventGroup(): ReactElement | null {
  const { model, set } = useEditing()
  const definitions = many(model, 'eventDefinitions')
  const boundary = is(model, 'bpmn:BoundaryEvent')
  const interruptible = boundary && !definitions.some((definition) => is(definition, 'bpmn:ErrorEventDefinition') || is(definition, 'bpmn:CompensateEventDefinition') || is(definition, 'bpmn:CancelEventDefinition'))
  if (definitions.length === 0) {
    return null
  }
  return (
    <>
      {definitions.map((definition, index) => (
        <Definition key={index} definition={definition} />
      ))}
      {interruptible && (
        <Group title={t('At the task')}>
          <Checkbox size="xs" label={t('Ends the task')} checked={model.get('cancelActivity') !== false} onChange={(event) => set({ cancelActivity: event.currentTarget.checked })} />
        </Group>
      )}
    </>
  )
}

function Definition({ definition }: { definition: Model }): ReactElement | null {
  const { model, setOn } = useEditing()
  if (is(definition, 'bpmn:TimerEventDefinition')) {
    return <Timer definition={definition} />
  }
  if (is(definition, 'bpmn:ErrorEventDefinition')) {
    return (
      <Group title={t('Error')}>
        <DefinitionPicker definition={definition} reference="errorRef" type="bpmn:Error" code="errorCode" noun="error" anyLabel={is(model, 'bpmn:EndEvent') ? null : t('Any error')} />
        {!is(model, 'bpmn:EndEvent') && (
          <TextField
            label={t('Goes to')}
            help={t('The variable that says what went wrong')}
            mono
            value={text(definition, 'flowable:errorVariableName')}
            refuse={notAName}
            onCommit={(name) => setOn(definition, { 'flowable:errorVariableName': name === '' ? undefined : name })}
          />
        )}
      </Group>
    )
  }
  if (is(definition, 'bpmn:MessageEventDefinition')) {
    return (
      <Group title={t('Message')}>
        <DefinitionPicker definition={definition} reference="messageRef" type="bpmn:Message" noun="message" anyLabel={null} />
        <Text size="xs" c="dimmed">
          {t('Applications send it by its name, with the business key of the instance.')}
        </Text>
      </Group>
    )
  }
  if (is(definition, 'bpmn:SignalEventDefinition')) {
    return (
      <Group title={t('Signal')}>
        <DefinitionPicker definition={definition} reference="signalRef" type="bpmn:Signal" noun="signal" anyLabel={null} />
      </Group>
    )
  }
  if (is(definition, 'bpmn:EscalationEventDefinition')) {
    return (
      <Group title={t('Escalation')}>
        <DefinitionPicker definition={definition} reference="escalationRef" type="bpmn:Escalation" code="escalationCode" noun="escalation" anyLabel={t('Any escalation')} />
      </Group>
    )
  }
  return null
}

const timers = [
  { value: 'timeDuration', label: t('After') },
  { value: 'timeDate', label: t('At') },
  { value: 'timeCycle', label: t('Every') },
] as const

const timerHelp: Readonly<Record<string, string>> = {
  timeDuration: t('How long it waits'),
  timeDate: t('The moment, such as 2027-01-31T08:00:00'),
  timeCycle: t('How often, such as R3/PT1H'),
}

function Timer({ definition }: { definition: Model }): ReactElement {
  const { moddle, setOn } = useEditing()
  const kind = timers.find(({ value }) => one(definition, value) !== undefined)?.value ?? 'timeDuration'
  const expression = one(definition, kind)
  const put = (next: string, body: string): void =>
    setOn(definition, Object.fromEntries(timers.map(({ value }) => [value, value === next ? moddle.create('bpmn:FormalExpression', { ...expression?.$attrs, body }) : undefined])))
  const body = expression === undefined ? '' : text(expression, 'body')
  return (
    <Group title={t('Timer')}>
      <SegmentedControl size="xs" fullWidth aria-label={t('Kind of timer')} data={timers.map(({ value, label }) => ({ value, label }))} value={kind} onChange={(next) => put(next, body)} />
      <TimeField label={timers.find(({ value }) => value === kind)?.label ?? ''} help={timerHelp[kind] ?? ''} value={body} onCommit={(next) => put(kind, next)} />
    </Group>
  )
}
