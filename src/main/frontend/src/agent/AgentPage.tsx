import { Anchor, Badge, Button, Skeleton, Stack, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import { duration, Fact, Facts, JsonView, money, PageHeader, ProblemAlert, sentenceCase } from '../ui'
import classes from './agents.module.css'
import { useAgent, useTools, type KnownAgent } from './definitionQueries'
import { agentHealth, isoMs } from './health'
import { HealthBadge } from './HealthBadge'
import { representsInWords } from './represents'
import { Retire } from './Retire'
import { Section } from './Section'
import { SwitchControl, SwitchedOff } from './SwitchControl'
import { VersionList } from './VersionList'

interface Props {
  name: string
  /** Analysts, as far as the agent is not the operators' alone. */
  mayEdit: boolean
  isOperator: boolean
  onRetired: () => void
}

export default function AgentPage({ name, ...props }: Props): ReactElement {
  const agent = useAgent(name)
  if (agent.data === undefined) {
    return agent.error ? <ProblemAlert error={agent.error} onRetry={() => void agent.refetch()} /> : <Skeleton h={320} />
  }
  return <Loaded key={name} agent={agent.data} {...props} />
}

function Loaded({ agent, mayEdit, isOperator, onRetired }: Omit<Props, 'name'> & { agent: KnownAgent }): ReactElement {
  const [retiring, setRetiring] = useState(false)
  const mayChange = isOperator || (mayEdit && agent.restriction === null)
  const { limits, use } = agent
  const wallTime = isoMs(limits.wallTime)
  return (
    <Stack gap="md">
      <div>
        <Anchor size="sm" mb="xs" display="inline-block" renderRoot={(props) => <Link to="/agents" {...props} />}>
          {t('← Agents & tools')}
        </Anchor>
        <PageHeader
          title={agent.name}
          beside={<HealthBadge health={agentHealth(agent)} />}
          actions={
            <>
              {isOperator && <SwitchControl kind="agent" name={agent.name} state={agent.switch} />}
              {mayChange && (
                <Button size="xs" variant="default" onClick={() => setRetiring(true)}>
                  {t('Retire')}
                </Button>
              )}
              {mayChange && (
                <Button size="xs" renderRoot={(props) => <Link to="/agents/$name/edit" params={{ name: agent.name }} {...props} />}>
                  {t('Edit')}
                </Button>
              )}
            </>
          }
        />
        <Text size="sm">{agent.responsibility}</Text>
      </div>
      <SwitchedOff kind="agent" state={agent.switch} />
      {mayEdit && !mayChange && (
        <Text size="sm" c="dimmed">
          {t('Only operators change this agent. {restriction}.', { restriction: agent.restriction })}
        </Text>
      )}
      <Facts>
        <Fact label={t('Acts with the permissions of')}>{representsInWords(agent.represents)}</Fact>
        <Fact label={t('Model')}>
          {agent.model} {agent.rehearses && <Badge size="xs" variant="default">{t('Rehearsed')}</Badge>}
        </Fact>
        <Fact label={t('Runs in 24 hours')}>
          {t('{runs}, {failed} failed, {open} open', { runs: use.runs, failed: use.failed, open: use.open })}
        </Fact>
        <Fact label={t('Cost in 24 hours')}>{money(use.costUsd)}</Fact>
        <Fact label={t('Takes, as a rule')}>{use.p50Ms === null ? t('not known yet') : duration(use.p50Ms)}</Fact>
      </Facts>
      <Section title={t('Instructions')}>
        <pre className={classes.text} style={{ fontFamily: 'inherit' }}>
          {agent.instructions}
        </pre>
      </Section>
      <Section title={t('Tools')}>
        <Tools names={agent.tools} />
      </Section>
      <Section title={t('Limits of a run')}>
        <Facts>
          <Fact label={t('Model calls')}>{limits.modelCalls}</Fact>
          <Fact label={t('Tool calls')}>{limits.toolCalls}</Fact>
          <Fact label={t('In one turn')}>{limits.fanOut}</Fact>
          <Fact label={t('Tokens')}>{limits.tokens.toLocaleString('en')}</Fact>
          <Fact label={t('Cost')}>{money(limits.costUsd)}</Fact>
          <Fact label={t('Time, without waits for people')}>{wallTime === null ? limits.wallTime : duration(wallTime)}</Fact>
          <Fact label={t('Tokens it sees at once')}>{limits.contextTokens.toLocaleString('en')}</Fact>
        </Facts>
      </Section>
      <Section title={t('Used by')}>
        {agent.usedBy.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('The latest version of no process uses it.')}
          </Text>
        ) : (
          <Table verticalSpacing={4}>
            <Table.Tbody>
              {agent.usedBy.map(({ processKey, processName, version, task }, index) => (
                <Table.Tr key={index}>
                  <Table.Td>{task}</Table.Td>
                  <Table.Td>
                    <Link to="/processes/$key" params={{ key: processKey }}>
                      {processName}
                    </Link>
                    , {t('version {version}', { version })}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Section>
      <Section title={t('Answer')}>
        <JsonView value={agent.output} label={t('JSON Schema of its answer')} />
      </Section>
      {agent.rehearsal.length > 0 && (
        <Section title={t('Rehearsal')}>
          <JsonView value={agent.rehearsal} label={t('What the rehearsal does in its place')} />
        </Section>
      )}
      <VersionList kind="agent" name={agent.name} inForce={agent.version} versions={agent.versions} mayChange={mayChange} />
      <Retire name={agent.name} inForce={agent.version} opened={retiring} onClose={() => setRetiring(false)} onRetired={onRetired} />
    </Stack>
  )
}

function Tools({ names }: { names: readonly string[] }): ReactElement {
  const tools = useTools()
  if (names.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('None: it answers out of what it is given.')}
      </Text>
    )
  }
  return (
    <Table verticalSpacing={4}>
      <Table.Tbody>
        {names.map((name) => {
          const tool = tools.data?.find((known) => known.name === name)
          return (
            <Table.Tr key={name}>
              <Table.Td>
                <Link to="/tools/$name" params={{ name }}>
                  {tool?.title ?? name}
                </Link>{' '}
                <Text span size="xs" c="dimmed">
                  {name}
                </Text>
              </Table.Td>
              <Table.Td>
                {tool !== undefined && (
                  <Badge variant="default" size="sm">
                    {sentenceCase(tool.class)}
                  </Badge>
                )}
                {tools.data !== undefined && tool === undefined && t('There is no such tool any more')}
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
