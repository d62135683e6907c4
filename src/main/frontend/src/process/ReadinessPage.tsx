import { Alert, Anchor, Badge, Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconPrinter } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import type { Readiness, ReadinessAnswer } from '../api'
import { absoluteTime, PageHeader, ProblemAlert } from '../ui'
import { useReadiness } from './processQueries'
import classes from './ReadinessPage.module.css'
import { gapCount, questionTitles, sourceNames } from './readiness'

interface Props {
  processKey: string
  version: number | null
}

/** What is known of a workflow by those who have to decide on it; made to be printed too. */
export default function ReadinessPage({ processKey, version }: Props): ReactElement {
  const readiness = useReadiness(processKey, version)
  if (readiness.data === undefined) {
    return readiness.error ? <ProblemAlert error={readiness.error} onRetry={() => void readiness.refetch()} /> : <Skeleton h={480} />
  }
  return <Sheet readiness={readiness.data} />
}

function Sheet({ readiness }: { readiness: Readiness }): ReactElement {
  const gaps = gapCount(readiness)
  return (
    <Stack gap="md" maw={920}>
      <div>
        <PageHeader
          title={t('Readiness of {name}', { name: readiness.processName })}
          beside={
            <Badge variant="default" size="sm">
              {t('Version {version}', { version: readiness.version })}
            </Badge>
          }
          actions={
            <Group gap="xs" className={classes.screen ?? ''}>
              <Button size="xs" variant="default" renderRoot={(props) => <Link to="/modeler/$key" params={{ key: readiness.processKey }} {...props} />}>
                {t('Open in the modeler')}
              </Button>
              <Button size="xs" variant="default" leftSection={<IconPrinter size={14} />} onClick={() => window.print()}>
                {t('Print')}
              </Button>
            </Group>
          }
        />
        <Text size="sm" c="dimmed">
          {t('Ten questions, answered from the workflow map, the diagram, the agents and tools, and the decision tables in force on {when}.', { when: absoluteTime(new Date(readiness.at)) })}{' '}
          <Anchor size="sm" underline="always" className={classes.screen ?? ''} renderRoot={(props) => <Link to="/processes/$key" params={{ key: readiness.processKey }} {...props} />}>
            {t('To the workflow')}
          </Anchor>
        </Text>
      </div>
      <Text size="sm" fw={500} role="status">
        {t('{gaps, plural, =0 {Nothing is left unanswered.} one {One gap is left.} other {# gaps are left.}}', { gaps })}
      </Text>
      <ol className={classes.questions}>
        {readiness.answers.map((answer) => (
          <Question key={answer.question} answer={answer} />
        ))}
      </ol>
    </Stack>
  )
}

function Question({ answer }: { answer: ReadinessAnswer }): ReactElement {
  return (
    <Paper component="li" withBorder p="md" className={classes.question ?? ''}>
      <Title order={2} size="h5">
        {questionTitles[answer.question]}
      </Title>
      {answer.statements.length > 0 && (
        <dl className={classes.statements}>
          {answer.statements.map((statement, index) => (
            <div key={index}>
              <dt>
                {statement.about === null ? sourceNames[statement.source] : statement.about}
                {statement.about !== null && <span className={classes.source}>{sourceNames[statement.source]}</span>}
              </dt>
              <dd>{statement.text}</dd>
            </div>
          ))}
        </dl>
      )}
      {answer.gaps.length > 0 && (
        <Alert mt="sm" py="xs" color="orange" variant="light" icon={<IconAlertTriangle size={16} />} title={t('{gaps, plural, one {A gap} other {# gaps}}', { gaps: answer.gaps.length })}>
          <ul className={classes.gaps}>
            {answer.gaps.map((gap, index) => (
              <li key={index}>
                {gap.about !== null && <strong>{gap.about}: </strong>}
                {gap.text}
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </Paper>
  )
}
