import { Anchor, Badge, Button, Paper, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import type { Instance, ProcessDetail } from '../api'
import { Fact, Facts, PageHeader, ProblemAlert, RelativeTime, sentenceCase } from '../ui'
import { Diagram } from './Diagram'
import { useProcess } from './processQueries'
import { StartForm } from './StartForm'

interface Props {
  processKey: string
  mayStart: boolean
  onStarted: (instance: Instance) => void
}

export default function ProcessPage({ processKey, mayStart, onStarted }: Props): ReactElement {
  const process = useProcess(processKey)
  if (process.data === undefined) {
    return process.error ? <ProblemAlert error={process.error} onRetry={() => void process.refetch()} /> : <Skeleton h={320} />
  }
  return <Loaded key={processKey} process={process.data} mayStart={mayStart} onStarted={onStarted} />
}

interface LoadedProps {
  process: ProcessDetail
  mayStart: boolean
  onStarted: (instance: Instance) => void
}

function Loaded({ process, mayStart, onStarted }: LoadedProps): ReactElement {
  const [starting, setStarting] = useState(false)
  const deployedAt = process.versions.find(({ version }) => version === process.version)?.deployedAt
  return (
    <Stack gap="md">
      <div>
        <PageHeader
          title={process.name}
          beside={
            <Badge variant="default" size="sm">
              Version {process.version}
            </Badge>
          }
          actions={
            <>
              <Button size="xs" variant="default" renderRoot={(props) => <Link to="/instances" search={{ process: process.key }} {...props} />}>
                {process.running === 0 ? 'Instances' : `${process.running} running`}
              </Button>
              {process.startable && mayStart && !starting && (
                <Button size="xs" onClick={() => setStarting(true)}>
                  Start
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
        <Fact label="Owner">{process.owner ?? 'nobody'}</Fact>
        <Fact label="Risk class">{sentenceCase(process.riskClass)}</Fact>
        <Fact label="Trigger">{process.trigger ?? 'not described'}</Fact>
        <Fact label="Success metric">{process.successMetric ?? 'not described'}</Fact>
        <Fact label="Systems">{process.systems.length === 0 ? 'none' : process.systems.join(', ')}</Fact>
        {deployedAt !== undefined && (
          <Fact label="Deployed">
            <RelativeTime at={deployedAt} />
          </Fact>
        )}
      </Facts>
      {starting && (
        <Paper withBorder p="md" maw={760}>
          <Title order={2} size="h5" mb="sm">
            Start
          </Title>
          <StartForm process={process} onStarted={onStarted} onCancel={() => setStarting(false)} />
        </Paper>
      )}
      <Diagram processKey={process.key} version={process.version} height={380} />
      {!process.startable && (
        <Text size="sm" c="dimmed">
          This process is not started by hand. See its <Anchor renderRoot={(props) => <Link to="/instances" search={{ process: process.key }} {...props} />}>instances</Anchor>.
        </Text>
      )}
    </Stack>
  )
}
