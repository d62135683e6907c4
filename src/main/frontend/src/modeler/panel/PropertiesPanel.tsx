import { Alert, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Shape } from '../canvas'
import { attribute, describedTask, extensions, field, is, taskType, text, typeName, withOnly, type Model, type TaskType } from '../diagram'
import { t } from '../texts'
import { AgentGroup } from './AgentGroup'
import { CallGroup } from './CallGroup'
import { EditingContext, useEditing, type Editing } from './editing'
import { EventGroup } from './EventGroup'
import { FlowGroup } from './FlowGroup'
import { FormPicker } from './FormPicker'
import { GeneralGroup } from './GeneralGroup'
import { Group } from './Group'
import { LoopGroup } from './LoopGroup'
import { NarrowingGroup } from './NarrowingGroup'
import classes from './Panel.module.css'
import { PersonGroup } from './PersonGroup'
import { TextField } from './TextField'
import { ToolGroup } from './ToolGroup'
import { VariableNames } from './VariableNames'
import { DataGroup, WorkflowMapGroup } from './WorkflowMapGroup'

/** Everything one can say about the selected element, or about the process where none is. */
export function PropertiesPanel({ editing }: { editing: Editing }): ReactElement {
  const { model, element, findings } = editing
  return (
    <EditingContext value={editing}>
      <aside className={classes.panel} aria-label={t('Properties')}>
        <div className={classes.head}>
          <Text size="xs" c="dimmed">
            {typeName(model)}
          </Text>
          <Text fw={600} size="sm" lineClamp={2}>
            {model.name ?? model.id}
          </Text>
        </div>
        <div className={classes.groups} key={element.id} tabIndex={-1}>
          {findings.length > 0 && (
            <Alert variant="light" color={findings.some(({ severity }) => severity === 'error') ? 'red' : 'yellow'} radius={0} p="xs" px="sm">
              {findings.map(({ rule, message }) => (
                <Text key={rule + message} size="xs">
                  {message}
                </Text>
              ))}
            </Alert>
          )}
          <GeneralGroup />
          <ByType element={element} model={model} />
        </div>
      </aside>
    </EditingContext>
  )
}

function ByType({ element, model }: { element: Shape; model: Model }): ReactElement {
  const type = describedTask(taskType(model))?.type
  return (
    <>
      {is(model, 'bpmn:Process') && (
        <>
          <WorkflowMapGroup />
          <DataGroup />
        </>
      )}
      {type !== undefined && <OurTask type={type} />}
      {(element.type === 'bpmn:Task' || (is(model, 'bpmn:ServiceTask') && type === undefined)) && <Undecided />}
      {is(model, 'bpmn:UserTask') && (
        <>
          <PersonGroup />
          <ClearanceGroup />
        </>
      )}
      {is(model, 'bpmn:CallActivity') && <CallGroup />}
      {is(model, 'bpmn:StartEvent') && <StartGroup />}
      {is(model, 'bpmn:Event') && <EventGroup />}
      {is(model, 'bpmn:SequenceFlow') && <FlowGroup />}
      {is(model, 'bpmn:Activity') && <LoopGroup />}
    </>
  )
}

function OurTask({ type }: { type: TaskType }): ReactElement {
  return (
    <>
      {type === 'agent' && <AgentGroup />}
      {type === 'tool' && <ToolGroup />}
      {type === 'dmn' && <DecisionGroup />}
      <NarrowingGroup type={type} />
    </>
  )
}

function DecisionGroup(): ReactElement {
  const { model, setFields } = useEditing()
  return (
    <Group title={t('Decision table')}>
      <TextField
        label={t('Decision')}
        help={t('The id of the decision; its table is deployed with the diagram')}
        required
        mono
        value={field(model, 'decisionTableReferenceKey') ?? ''}
        onCommit={(value) => setFields({ decisionTableReferenceKey: value })}
      />
    </Group>
  )
}

function StartGroup(): ReactElement | null {
  const { model, set } = useEditing()
  if (!is(model.$parent, 'bpmn:Process')) {
    return null
  }
  return (
    <Group title={t('Start event')}>
      <FormPicker value={text(model, 'flowable:formKey')} onCommit={(key) => set({ 'flowable:formKey': key === '' ? undefined : key })} />
      <TextField
        label={t('Who has started it goes to')}
        mono
        value={text(model, 'flowable:initiator')}
        onCommit={(name) => set({ 'flowable:initiator': name === '' ? undefined : name })}
      />
    </Group>
  )
}

/** Only a person takes a label off what an agent has read. */
function ClearanceGroup(): ReactElement {
  const { model, moddle, setExtensions } = useEditing()
  const clearance = extensions(model, 'steward:declassify')[0]
  const put = (name: string, value: string): void => setExtensions(withOnly(moddle, model, 'steward:declassify', { labels: attribute(clearance, 'labels') || 'untrusted', [name]: value }))
  return (
    <Group title={t('Clearance')} open={clearance !== undefined} count={clearance === undefined ? 0 : 1}>
      <VariableNames
        label={t('Cleared by completing this task')}
        help={t('Whoever completes it vouches for these variables')}
        value={attribute(clearance, 'variables')}
        onCommit={(value) => (value === '' ? setExtensions(withOnly(moddle, model, 'steward:declassify', { labels: '', variables: '' })) : put('variables', value))}
      />
      {clearance !== undefined && <TextField label={t('Labels taken off')} help={t('untrusted, confidential')} mono value={attribute(clearance, 'labels')} onCommit={(value) => put('labels', value)} />}
    </Group>
  )
}

function Undecided(): ReactElement {
  return (
    <Group title={t('Work')}>
      <Text size="xs" c="dimmed">
        {t('Nobody does this yet. Use the wrench beside the element to make it an agent task, a tool task or a user task.')}
      </Text>
    </Group>
  )
}
