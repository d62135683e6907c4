import { Text } from '@mantine/core'
import type { ReactElement } from 'react'
import { attribute, attributes, extensions, riskClasses, withAll, withOnly, workflowMap } from '../diagram'
import { t } from '../texts'
import { useEditing } from './editing'
import { Group } from './Group'
import { AddButton, Choice } from './PersonGroup'
import classes from './Panel.module.css'
import { ReferenceField } from './ReferenceField'
import { TextField } from './TextField'

/** What the workflow is for, who answers for it, and how freely its agents act. */
export function WorkflowMapGroup(): ReactElement {
  const { model, moddle, variables, setExtensions } = useEditing()
  const map = extensions(model, 'steward:workflow')[0]
  const put = (name: string, value: string): void => setExtensions(withOnly(moddle, model, 'steward:workflow', { [name]: value }))
  const risk = attribute(map, 'riskClass')
  const unsaid = workflowMap.filter(({ name }) => attribute(map, name).trim() === '').length + (risk === '' ? 1 : 0)
  return (
    <Group title={t('Workflow map')} count={unsaid}>
      <Choice label={t('Risk class')} help={riskClasses.find(({ value }) => value === risk)?.human ?? t('Decides how freely agents act')} value={risk} options={riskClasses} onCommit={(value) => put('riskClass', value)} />
      {workflowMap.map(({ name, label, help, long }) => (
        <TextField key={name} label={label} help={help} long={long} value={attribute(map, name)} onCommit={(value) => put(name, value)} />
      ))}
      <ReferenceField
        label={t('How sensitive the account is')}
        help={t('The variable that says it, such as lead.tier')}
        language="names"
        value={attribute(map, 'accountSensitivity')}
        variables={variables}
        onCommit={(value) => put('accountSensitivity', value)}
      />
      <TextField label={t('Baseline')} help={t('Minutes it takes by hand')} value={attribute(map, 'baselineMinutes')} onCommit={(value) => put('baselineMinutes', value)} />
      <ReferenceField
        label={t('Success is told by')}
        help={t('The variable that says it, such as lead.outcome')}
        language="names"
        value={attribute(map, 'successVariable')}
        variables={variables}
        onCommit={(value) => put('successVariable', value)}
      />
      <TextField label={t('Success is')} help={t('What it holds then')} value={attribute(map, 'successValue')} onCommit={(value) => put('successValue', value)} />
      <TextField label={t('Kept after its end')} help={t('Such as P400D or P10Y; for ever where nothing is said')} value={attribute(map, 'retention')} onCommit={(value) => put('retention', value)} />
      {unsaid > 0 && (
        <Text size="xs" c="dimmed">
          {t('{count, plural, one {One question is} other {# questions are}} still open.', { count: unsaid })}
        </Text>
      )}
    </Group>
  )
}

const trusts = [
  { value: 'trusted', label: t('Ours: it may be relied on') },
  { value: 'untrusted', label: t('From outside: it may mislead') },
]
const sensitivities = [{ value: 'confidential', label: t('Confidential') }]

/** Where what an instance starts with comes from. */
export function DataGroup(): ReactElement {
  const { model, moddle, setExtensions } = useEditing()
  const all = extensions(model, 'steward:data')
  const replace = (index: number, changes: Record<string, string>): void =>
    setExtensions(withAll(moddle, model, 'steward:data', all.map((one, at) => (at === index ? { ...attributes(one), ...changes } : attributes(one))).filter(({ name }) => name !== undefined && name !== '')))
  return (
    <Group title={t('Data it starts with')} open={all.length > 0} count={all.length}>
      <Text size="xs" c="dimmed">
        {t('What is not listed counts as written by somebody outside.')}
      </Text>
      {all.map((data, index) => (
        <div key={index} className={classes.rows}>
          <TextField label={t('Variable')} help={t('Empty takes it off the list')} mono value={attribute(data, 'name')} onCommit={(name) => replace(index, { name })} />
          <Choice label={t('Trust')} value={attribute(data, 'trust')} options={trusts} onCommit={(trust) => replace(index, { trust })} />
          <Choice label={t('Sensitivity')} value={attribute(data, 'sensitivity')} options={sensitivities} onCommit={(sensitivity) => replace(index, { sensitivity })} />
        </div>
      ))}
      <AddButton onClick={() => setExtensions(withAll(moddle, model, 'steward:data', [...all.map(attributes), { name: 'data', trust: 'untrusted' }]))}>{t('Add a variable')}</AddButton>
    </Group>
  )
}
