import { Anchor, Autocomplete, Button, Group, JsonInput, MultiSelect, Select, SimpleGrid, Skeleton, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import { EmptyState, PageHeader, ProblemAlert } from '../ui'
import { UnsavedGuard } from '../unsaved'
import classes from './agents.module.css'
import { useAgent, useAgents, useCheck, useTools, useVersion } from './definitionQueries'
import { Findings } from './Findings'
import { about, elsewhere } from './findings'
import { limitNames, newRole, readRole, writeRole, type LimitName, type RoleDraft } from './roleDraft'
import { StoreDialog } from './StoreDialog'

interface Props {
  /** Null for a new agent. */
  name: string | null
  isOperator: boolean
  onStored: (name: string) => void
}

export default function AgentEditor({ name, isOperator, onStored }: Props): ReactElement {
  const [fresh, setFresh] = useState<string | null>(null)
  if (name !== null) {
    return <Existing name={name} isOperator={isOperator} onStored={onStored} />
  }
  return fresh === null ? (
    <NameIt onName={setFresh} />
  ) : (
    <Form name={fresh} source={newRole(fresh)} basedOn={null} isOperator={isOperator} onStored={onStored} />
  )
}

function NameIt({ onName }: { onName: (name: string) => void }): ReactElement {
  const agents = useAgents()
  const [name, setName] = useState('')
  const taken = agents.data?.some((agent) => agent.name === name) === true
  const fits = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onName(name)
      }}
    >
      <PageHeader title={t('New agent')} />
      <Stack gap="sm" maw={480}>
        <TextInput
          label={t('Name')}
          description={t('What it is, in a few words with dashes: account-researcher. Diagrams and tables know it by this name, which stays.')}
          required
          data-autofocus
          value={name}
          error={taken ? t('There is such an agent') : name !== '' && !fits ? t('At most 64 letters, digits, dots, underscores and dashes') : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit" disabled={!fits || taken}>
            {t('Next')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Existing({ name, ...props }: { name: string; isOperator: boolean; onStored: (name: string) => void }): ReactElement {
  const agent = useAgent(name)
  // What somebody else stores meanwhile must not change the text under the author's hands.
  const [basedOn, setBasedOn] = useState<string | null>(null)
  if (basedOn === null && agent.data !== undefined) {
    setBasedOn(agent.data.version)
  }
  const version = useVersion('agent', name, basedOn)
  const error = agent.error ?? version.error
  if (version.data === undefined) {
    return error === null ? <Skeleton h={480} /> : <ProblemAlert error={error} />
  }
  return <Form key={name} name={name} source={version.data.source} basedOn={basedOn} {...props} />
}

interface FormProps {
  name: string
  source: string
  basedOn: string | null
  isOperator: boolean
  onStored: (name: string) => void
}

const limitLabels: Record<LimitName, string> = {
  modelCalls: t('Model calls'),
  toolCalls: t('Tool calls'),
  fanOut: t('Calls in one turn'),
  tokens: t('Tokens'),
  costUsd: t('Cost in USD'),
  wallTime: t('Time, such as 5m'),
  contextTokens: t('Tokens it sees at once'),
}

const limitDefaults: Record<LimitName, string> = { modelCalls: '10', toolCalls: '20', fanOut: '8', tokens: '50000', costUsd: '1', wallTime: '10m', contextTokens: '24000' }

function Form({ name, source, basedOn, isOperator, onStored }: FormProps): ReactElement {
  const before = readRole(source)
  const [draft, setDraft] = useState(before)
  const [storing, setStoring] = useState(false)
  const [stored, setStored] = useState(false)
  const tools = useTools()
  const agents = useAgents()
  const text = draft === null ? source : written(source, draft)
  const [settled] = useDebouncedValue(text, 400)
  const check = useCheck('agent', { name, basedOn, source: settled ?? source }, settled !== null && settled !== source)
  if (before === null || draft === null) {
    return (
      <EmptyState title={t('This text cannot be shown as a form')}>
        <Link to="/agents/$name" params={{ name }}>
          {t('Back to the agent')}
        </Link>
      </EmptyState>
    )
  }
  const unsaved = text !== source && !stored
  const findings = unsaved && check.data !== undefined ? check.data.findings : []
  const checked = settled === text && !check.isFetching && check.data !== undefined && !check.isPlaceholderData
  const set = (change: Partial<RoleDraft>): void => setDraft({ ...draft, ...change })
  return (
    <>
      <UnsavedGuard unsaved={unsaved} title={t('Leave without storing?')}>
        {t('Your changes are not in force. They are lost when you leave.')}
      </UnsavedGuard>
      {basedOn !== null && (
        <Anchor size="sm" mb="xs" display="inline-block" renderRoot={(props) => <Link to="/agents/$name" params={{ name }} {...props} />}>
          ← {name}
        </Anchor>
      )}
      <PageHeader
        title={basedOn === null ? t('New agent {name}', { name }) : t('Edit {name}', { name })}
        actions={
          <>
            <Text size="xs" c="dimmed" role="status">
              {!unsaved ? '' : text === null ? '' : !checked ? t('Checking…') : check.data.accepted ? t('Nothing stands in the way') : t('Something stands in the way')}
            </Text>
            <Button size="xs" disabled={!unsaved || !checked || !check.data.accepted} onClick={() => setStoring(true)}>
              {basedOn === null ? t('Put in force…') : t('Show what changes…')}
            </Button>
          </>
        }
      />
      {check.error && unsaved && <ProblemAlert error={check.error} />}
      <Findings findings={elsewhere(findings, ['/responsibility', '/represents', '/model', '/instructions', '/tools', '/limits', '/output', '/rehearsal'])} />
      <Stack gap="sm" mt="sm" maw={860}>
        <TextInput
          label={t('Responsibility')}
          description={t('One sentence: what it is for, and by that what it is not for.')}
          required
          value={draft.responsibility}
          error={about(findings, '/responsibility')}
          onChange={(event) => set({ responsibility: event.currentTarget.value })}
        />
        <Textarea
          label={t('Instructions')}
          description={t('What it is told before its first turn. What it may do is decided by contracts, permissions and tables, whatever stands here.')}
          required
          autosize
          minRows={6}
          maxRows={24}
          value={draft.instructions}
          error={about(findings, '/instructions')}
          onChange={(event) => set({ instructions: event.currentTarget.value })}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Autocomplete
            label={t('Model')}
            description={t('A configured one')}
            required
            data={[...new Set(agents.data?.map(({ model }) => model) ?? [])]}
            value={draft.model}
            error={about(findings, '/model')}
            onChange={(model) => set({ model })}
          />
          <Represents value={draft.represents} isOperator={isOperator} error={about(findings, '/represents')} onChange={(represents) => set({ represents })} />
        </SimpleGrid>
        <MultiSelect
          label={t('Tools')}
          description={t('What it may ask for. A task in a diagram can narrow them.')}
          searchable
          data={[...new Set([...(tools.data?.map((tool) => tool.name) ?? []), ...draft.tools])].map((value) => ({ value, label: value }))}
          renderOption={({ option }) => {
            const tool = tools.data?.find((known) => known.name === option.value)
            return (
              <div>
                <Text size="sm">{tool?.title ?? option.value}</Text>
                <Text size="xs" c="dimmed">
                  {option.value}
                  {tool !== undefined && `, ${tool.class}`}
                </Text>
              </div>
            )
          }}
          value={[...draft.tools]}
          error={about(findings, '/tools')}
          onChange={(chosen) => set({ tools: chosen })}
        />
        <section aria-label={t('Limits of a run')}>
          <Title order={2} size="h6" mb={4}>
            {t('Limits of a run')}
          </Title>
          <SimpleGrid cols={{ base: 2, sm: 4 }}>
            {limitNames.map((limit) => (
              <TextInput
                key={limit}
                size="xs"
                label={limitLabels[limit]}
                placeholder={limitDefaults[limit]}
                value={draft.limits[limit]}
                error={about(findings, `/limits/${limit}`)}
                onChange={(event) => set({ limits: { ...draft.limits, [limit]: event.currentTarget.value } })}
              />
            ))}
          </SimpleGrid>
        </section>
        <JsonInput
          label={t('Answer')}
          description={t('JSON Schema of what it answers. The process gets nothing that does not fit.')}
          required
          autosize
          minRows={6}
          maxRows={24}
          className={classes.mono}
          validationError="This is no JSON"
          formatOnBlur
          value={draft.output}
          error={jsonProblem(draft.output) ?? about(findings, '/output')}
          onChange={(output) => set({ output })}
        />
        <JsonInput
          label={t('Rehearsal')}
          description={t('A list of what it does, turn by turn, where its model has no base URL. Empty for what fits the answer by chance.')}
          autosize
          minRows={4}
          maxRows={24}
          className={classes.mono}
          validationError="This is no JSON"
          formatOnBlur
          value={draft.rehearsal}
          error={jsonProblem(draft.rehearsal) ?? about(findings, '/rehearsal')}
          onChange={(rehearsal) => set({ rehearsal })}
        />
      </Stack>
      {text !== null && (
        <StoreDialog
          kind="agent"
          name={name}
          before={basedOn === null ? null : source}
          source={text}
          basedOn={basedOn}
          warnings={findings}
          opened={storing}
          onClose={() => setStoring(false)}
          onStored={() => {
            setStored(true)
            setTimeout(() => onStored(name))
          }}
        />
      )}
    </>
  )
}

/** Null where a part of it is no JSON yet. */
function written(source: string, draft: RoleDraft): string | null {
  try {
    return writeRole(source, draft)
  } catch (error) {
    if (error instanceof SyntaxError) {
      return null
    }
    throw error
  }
}

function jsonProblem(text: string): string | null {
  try {
    if (text.trim() !== '') {
      JSON.parse(text)
    }
    return null
  } catch (error) {
    return t('This is not valid JSON: {reason}', { reason: error instanceof Error ? error.message : '' })
  }
}

interface RepresentsProps {
  value: string
  isOperator: boolean
  error: string | null
  onChange: (value: string) => void
}

/** A role's permissions are for operators to give. */
function Represents({ value, isOperator, error, onChange }: RepresentsProps): ReactElement {
  const role = value.startsWith('role:')
  return (
    <Stack gap={4}>
      <Select
        label={t('Acts with the permissions of')}
        description={t('At the moment of each call')}
        allowDeselect={false}
        data={[
          { value: 'initiator', label: t('whoever started the instance') },
          { value: 'task-owner', label: "the task's owner" },
          { value: 'role:', label: 'a role', disabled: !isOperator },
        ]}
        value={role ? 'role:' : value}
        error={role ? null : error}
        onChange={(chosen) => onChange(chosen ?? value)}
      />
      {role && (
        <TextInput size="xs" aria-label={t('Role')} placeholder="sales-desk" value={value.slice('role:'.length)} error={error} onChange={(event) => onChange(`role:${event.currentTarget.value}`)} />
      )}
    </Stack>
  )
}
