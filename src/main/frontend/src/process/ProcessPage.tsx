import { Anchor, Badge, Button, Paper, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { rich, t } from '../i18n'
import type { Instance, ProcessDetail } from '../api'
import { Fact, Facts, PageHeader, ProblemAlert, RelativeTime, sentenceCase } from '../ui'
import { Diagram } from './Diagram'
import { Performance } from './Performance'
import type { Look } from './figures'
import { useProcess } from './processQueries'
import { StartForm } from './StartForm'
import { Versions } from './Versions'

interface Props {
  processKey: string
  mayStart: boolean
  /** Applications are told of what they have started, and of no figures. */
  seesFigures: boolean
  look: Look
  onLook: (patch: Look) => void
  onStarted: (instance: Instance) => void
}

export default function ProcessPage({ processKey, ...others }: Props): ReactElement {
  const process = useProcess(processKey)
  if (process.data === undefined) {
    return process.error ? <ProblemAlert error={process.error} onRetry={() => void process.refetch()} /> : <Skeleton h={320} />
  }
  return <Loaded key={processKey} process={process.data} {...others} />
}

type LoadedProps = Omit<Props, 'processKey'> & { process: ProcessDetail }

function Loaded({ process, mayStart, seesFigures, look, onLook, onStarted }: LoadedProps): ReactElement {
  const [starting, setStarting] = useState(false)
  const deployedAt = process.versions.find(({ version }) => version === process.version)?.deployedAt
  return (
    <Stack gap="md">
      <div>
        <PageHeader
          title={process.name}
          beside={
            <Badge variant="default" size="sm">
              {t('Version {version}', { version: process.version })}
            </Badge>
          }
          actions={
            <>
              <Button size="xs" variant="default" renderRoot={(props) => <Link to="/processes/$key/readiness" params={{ key: process.key }} {...props} />}>
                {t('Readiness')}
              </Button>
              <Button size="xs" variant="default" renderRoot={(props) => <Link to="/instances" search={{ process: process.key }} {...props} />}>
                {process.running === 0 ? t('Instances') : t('{count} running', { count: process.running })}
              </Button>
              {process.startable && mayStart && !starting && (
                <Button size="xs" onClick={() => setStarting(true)}>
                  {t('Start')}
                </Button>
              )}
            </>
          }
        />
        {process.documentation !== null && (
          <Text size="sm" maw={760}>
            {process.documentation}
          </Text>
        )}
      </div>
      <Facts>
        <Fact label={t('Owner')}>{process.owner ?? t('nobody')}</Fact>
        <Fact label={t('Risk class')}>{sentenceCase(process.riskClass)}</Fact>
        <Fact label={t('Trigger')}>{process.trigger ?? t('not described')}</Fact>
        <Fact label={t('Success metric')}>{process.successMetric ?? t('not described')}</Fact>
        <Fact label={t('Systems')}>{process.systems.length === 0 ? t('none') : process.systems.join(', ')}</Fact>
        {deployedAt !== undefined && (
          <Fact label={t('Deployed')}>
            <RelativeTime at={deployedAt} />
          </Fact>
        )}
      </Facts>
      {starting && (
        <Paper withBorder p="md" maw={760}>
          <Title order={2} size="h5" mb="sm">
            {t('Start')}
          </Title>
          <StartForm process={process} onStarted={onStarted} onCancel={() => setStarting(false)} />
        </Paper>
      )}
      {seesFigures ? <Performance process={process} look={look} onLook={onLook} /> : <Diagram processKey={process.key} version={process.version} height={380} />}
      {seesFigures && process.versions.length > 1 && <Versions process={process} />}
      {!process.startable && (
        <Text size="sm" c="dimmed">
          {rich('This process is not started by hand. See its <link>instances</link>.', {
            link: (text) => (
              <Anchor underline="always" renderRoot={(props) => <Link to="/instances" search={{ process: process.key }} {...props} />}>
                {text}
              </Anchor>
            ),
          })}
        </Text>
      )}
    </Stack>
  )
}
