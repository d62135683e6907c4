import { Anchor, Badge, Button, ScrollArea, Skeleton, Stack, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import { duration, Fact, Facts, JsonView, lists as classes, PageHeader, ProblemAlert, sentenceCase, StateBadge } from '../ui'
import own from './agents.module.css'
import { effectInWords } from './effects'
import { useTool, useVersion, type KnownTool } from './definitionQueries'
import { isoMs, toolHealth } from './health'
import { HealthBadge } from './HealthBadge'
import { Section } from './Section'
import { SwitchControl, SwitchedOff } from './SwitchControl'
import { VersionList } from './VersionList'

interface Props {
  name: string
  isOperator: boolean
}

export default function ToolPage({ name, isOperator }: Props): ReactElement {
  const tool = useTool(name)
  if (tool.data === undefined) {
    return tool.error ? <ProblemAlert error={tool.error} onRetry={() => void tool.refetch()} /> : <Skeleton h={320} />
  }
  return <Loaded key={name} tool={tool.data} isOperator={isOperator} />
}

function Loaded({ tool, isOperator }: { tool: KnownTool; isOperator: boolean }): ReactElement {
  const { use } = tool
  return (
    <Stack gap="md">
      <div>
        <Anchor size="sm" mb="xs" display="inline-block" renderRoot={(props) => <Link to="/agents" search={{ show: 'tool' }} {...props} />}>
          {t('← Agents & tools')}
        </Anchor>
        <PageHeader
          title={tool.title}
          beside={
            <>
              <Badge variant="default" size="sm">
                {sentenceCase(tool.class)}
              </Badge>
              <HealthBadge health={toolHealth(tool)} />
            </>
          }
          actions={
            isOperator && (
              <>
                <SwitchControl kind="tool" name={tool.name} state={tool.switch} />
                <Button size="xs" renderRoot={(props) => <Link to="/tools/$name/edit" params={{ name: tool.name }} {...props} />}>
                  {t('Edit')}
                </Button>
              </>
            )
          }
        />
        <Text size="sm">{tool.description}</Text>
      </div>
      <SwitchedOff kind="tool" state={tool.switch} />
      <Facts>
        <Fact label={t('Name')}>
          <code>{tool.name}</code>
        </Fact>
        <Fact label={t('Owner')}>{tool.owner}</Fact>
        <Fact label={t('Needs the permission')}>
          <code>{tool.requires}</code>
        </Fact>
        <Fact label={t('Seen by')}>{tool.audience === 'external' ? t('people outside') : t('the company only')}</Fact>
        <Fact label={t('Its answers are')}>{tool.trust}</Fact>
        <Fact label={t('Can be taken back')}>{tool.reversible ? t('yes') : t('no')}</Fact>
        {tool.compensation !== null && (
          <Fact label={t('Taken back by')}>
            <Link to="/tools/$name" params={{ name: tool.compensation }}>
              {tool.compensation}
            </Link>
          </Fact>
        )}
        <Fact label={t('Twice is')}>{effectInWords(tool.effect)}</Fact>
        <Fact label={t('An attempt may take')}>{inWords(tool.timeout)}</Fact>
        <Fact label={t('Attempts')}>{tool.attempts}</Fact>
        <Fact label={t('At most')}>
          {tool.rates.length === 0 ? t('as often as asked for') : tool.rates.map(({ per, limit, every }) => t('{limit} in {every} per {per, select, tool {tool} agent {agent} account {account} other {person}}', { limit, every: inWords(every), per })).join('; ')}
        </Fact>
      </Facts>
      <Facts>
        <Fact label={t('Calls in 24 hours')}>
          {t('{calls}, {succeeded} succeeded', { calls: use.calls, succeeded: use.succeeded })}
        </Fact>
        <Fact label={t('Failed')}>{use.failed}</Fact>
        <Fact label={t('Refused')}>{use.refused}</Fact>
        <Fact label={t('Outcome unknown')}>{use.unknown}</Fact>
        <Fact label={t('Takes, as a rule')}>{use.p50Ms === null ? t('not known yet') : duration(use.p50Ms)}</Fact>
        <Fact label={t('At worst, one in twenty')}>{use.p95Ms === null ? t('not known yet') : duration(use.p95Ms)}</Fact>
      </Facts>
      <Section title={t('Where calls go')}>
        <Environments tool={tool} />
      </Section>
      <Section title={t('Arguments')}>
        <JsonView value={tool.arguments} label={t('JSON Schema of the arguments')} />
      </Section>
      <Section title={t('Result')}>
        <JsonView value={tool.result} label={t('JSON Schema of the result')} />
      </Section>
      <Section title={t('Contract')}>
        <Source name={tool.name} version={tool.version} />
      </Section>
      <VersionList kind="tool" name={tool.name} inForce={tool.version} versions={tool.versions} mayChange={isOperator} />
    </Stack>
  )
}

function Environments({ tool }: { tool: KnownTool }): ReactElement {
  if (tool.environments.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('Nowhere: it exists in no environment.')}
      </Text>
    )
  }
  return (
    <ScrollArea type="auto" className={classes.frame}>
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {tool.environments.map(({ name, kind, target, circuit, quarantine }) => (
            <Table.Tr key={name}>
              <Table.Td>{sentenceCase(name)}</Table.Td>
              <Table.Td>{kind}</Table.Td>
              <Table.Td>
                <code>{target}</code>
                {quarantine !== null && (
                  <Text size="xs" c="red">
                    {quarantine}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{circuit === 'closed' ? t('Circuit closed') : <StateBadge state={`circuit-${circuit}`} />}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  )
}

/** All of it, as its author wrote it. */
function Source({ name, version }: { name: string; version: string }): ReactElement {
  const source = useVersion('tool', name, version)
  if (source.data === undefined) {
    return source.error ? <ProblemAlert error={source.error} /> : <Skeleton h={160} />
  }
  return (
    <pre className={own.text} style={{ maxHeight: 420, overflow: 'auto' }} tabIndex={0} role="region" aria-label={t('The contract as it was written')}>
      {source.data.source}
    </pre>
  )
}

function inWords(iso: string): string {
  const ms = isoMs(iso)
  return ms === null ? iso : duration(ms)
}
