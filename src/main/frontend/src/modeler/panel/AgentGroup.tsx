import { Badge, Group as Row, Select, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import { field, taskTypes } from '../diagram'
import { t } from '../texts'
import { useEditing } from './editing'
import { Group } from './Group'
import classes from './Panel.module.css'
import { ReferenceField } from './ReferenceField'
import { referencesOutside } from './referencesOutside'
import { TextField } from './TextField'
import { VariableNames } from './VariableNames'

const [agentField, goalField, inputsField, resultField] = taskTypes.agent.fields

/** Which agent, what for, and what it gets to see. */
export function AgentGroup(): ReactElement {
  const { model, catalog, variables, setFields } = useEditing()
  const chosen = field(model, 'agent') ?? ''
  const role = catalog.agents.find(({ name }) => name === chosen)
  const goal = field(model, 'goal') ?? ''
  const unseen = referencesOutside(goal, field(model, 'inputs') ?? '')
  return (
    <Group title={t('Agent')}>
      <Select
        size="xs"
        label={agentField?.label}
        withAsterisk
        searchable
        nothingFoundMessage={t('No agent of that name')}
        placeholder={t('Choose an agent')}
        data={[...new Set([...catalog.agents.map(({ name }) => name), ...(chosen === '' ? [] : [chosen])])]}
        value={chosen === '' ? null : chosen}
        error={chosen !== '' && role === undefined && catalog.agents.length > 0 ? t('There is no agent “{name}”', { name: chosen }) : null}
        renderOption={({ option }) => (
          <div>
            <Text size="xs" fw={500}>
              {option.value}
            </Text>
            <Text size="xs" c="dimmed" lineClamp={2}>
              {catalog.agents.find(({ name }) => name === option.value)?.responsibility}
            </Text>
          </div>
        )}
        onChange={(name) => setFields({ agent: name ?? '', ...suggestedResult(name, field(model, 'result')) })}
      />
      {role !== undefined && (
        <div className={classes.facts}>
          <p>{role.responsibility}</p>
          <Row gap={4}>
            {role.tools.length === 0 ? (
              <Text size="xs" c="dimmed">
                {t('No tools')}
              </Text>
            ) : (
              role.tools.map((tool) => (
                <Badge key={tool} size="xs" variant="default">
                  {tool}
                </Badge>
              ))
            )}
          </Row>
        </div>
      )}
      <ReferenceField
        label={goalField?.label ?? ''}
        help={goalField?.help}
        required
        long
        language="text"
        value={goal}
        variables={variables}
        error={unseen.length === 0 ? null : t('It may not see {variables}: add it to “{field}”', { variables: unseen.join(', '), field: inputsField?.label })}
        onCommit={(text) => setFields({ goal: text })}
      />
      <VariableNames label={inputsField?.label ?? ''} help={inputsField?.help ?? ''} value={field(model, 'inputs') ?? ''} onCommit={(names) => setFields({ inputs: names })} />
      <TextField label={resultField?.label ?? ''} help={resultField?.help} required mono value={field(model, 'result') ?? ''} refuse={notAName} onCommit={(name) => setFields({ result: name })} />
    </Group>
  )
}

/** A task that has no variable for its answer yet gets one by the agent's name. */
function suggestedResult(agent: string | null, result: string | undefined): Record<string, string> {
  const word = agent?.split('-').at(-1)
  return word === undefined || (result ?? '') !== '' ? {} : { result: `${word.replace(/\W/g, '')}Answer` }
}

export function notAName(name: string): string | null {
  return name === '' || /^[A-Za-z_]\w*$/.test(name) ? null : t('A variable’s name: letters, digits and underscores, beginning with a letter')
}
