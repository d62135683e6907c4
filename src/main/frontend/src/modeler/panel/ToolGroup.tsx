import { Badge, Group as Row, Select, Switch, Text } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { sentenceCase } from '../../ui'
import { field, taskTypes } from '../diagram'
import { t } from '../texts'
import { notAName } from './AgentGroup'
import { ArgumentFields } from './ArgumentFields'
import { readObject, writeObject } from './argumentsJson'
import { useEditing } from './editing'
import { Group } from './Group'
import { JsonField } from './JsonField'
import classes from './Panel.module.css'
import { timeInWords } from './timeInWords'
import { TextField } from './TextField'

const [toolField, argumentsField, resultField] = taskTypes.tool.fields

const classColor: Readonly<Record<string, string>> = { read: 'gray', write: 'indigo', 'approval-required': 'yellow', forbidden: 'red' }

/** Which tool, what it is called with, and where the answer goes. */
export function ToolGroup(): ReactElement {
  const { model, catalog, setFields } = useEditing()
  const chosen = field(model, 'tool') ?? ''
  const contract = catalog.tools.find(({ name }) => name === chosen)
  const written = field(model, 'arguments') ?? '{}'
  const value = readObject(written)
  const [asJson, setAsJson] = useState(false)
  return (
    <Group title={t('Tool')}>
      <Select
        size="xs"
        label={toolField?.label}
        withAsterisk
        searchable
        placeholder={t('Choose a tool')}
        nothingFoundMessage={t('No tool of that name')}
        data={[...new Set([...catalog.tools.map(({ name }) => name), ...(chosen === '' ? [] : [chosen])])]}
        value={chosen === '' ? null : chosen}
        error={chosen !== '' && contract === undefined && catalog.tools.length > 0 ? t('There is no tool “{name}”', { name: chosen }) : null}
        renderOption={({ option }) => {
          const offered = catalog.tools.find(({ name }) => name === option.value)
          return (
            <div>
              <Text size="xs" fw={500}>
                {offered?.title ?? option.value}
              </Text>
              <Text size="xs" c="dimmed">
                {option.value} · {sentenceCase(offered?.class ?? '')}
              </Text>
            </div>
          )
        }}
        onChange={(name) => setFields({ tool: name ?? '' })}
      />
      {contract !== undefined && (
        <div className={classes.facts}>
          <p>{contract.description}</p>
          <Row gap={4} mb={4}>
            <Badge size="xs" variant="light" color={classColor[contract.class ?? ''] ?? 'gray'}>
              {contract.class === undefined ? t('unknown') : sentenceCase(contract.class)}
            </Badge>
            <Badge size="xs" variant="default">
              {contract.reversible ? t('Reversible') : t('Irreversible')}
            </Badge>
            {contract.audience === 'external' && (
              <Badge size="xs" variant="default">
                {t('Leaves the company')}
              </Badge>
            )}
          </Row>
          <p>
            {t('{attempts, plural, one {Tried once, for at most {time}.} other {Tried up to # times, each for at most {time}.}} Needs {permission}.', { attempts: contract.attempts, time: timeInWords(contract.timeout) ?? contract.timeout, permission: contract.requires })}
          </p>
        </div>
      )}
      {contract !== undefined && value !== null && !asJson ? (
        <ArgumentFields schema={contract.arguments} value={value} onCommit={(next) => setFields({ arguments: writeObject(next) })} />
      ) : (
        <JsonField label={argumentsField?.label ?? ''} help={t("JSON; texts may hold $'{'variable'}'")} optional={false} value={written} onCommit={(next) => setFields({ arguments: next })} />
      )}
      {contract !== undefined && <Switch size="xs" label={t('Arguments as JSON')} checked={asJson || value === null} disabled={value === null} onChange={(event) => setAsJson(event.currentTarget.checked)} />}
      <TextField label={resultField?.label ?? ''} help={resultField?.help} mono value={field(model, 'result') ?? ''} refuse={notAName} onCommit={(name) => setFields({ result: name === '' ? null : name })} />
    </Group>
  )
}
