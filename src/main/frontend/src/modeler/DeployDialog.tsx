import { Alert, Badge, Button, Group, Loader, Modal, ScrollArea, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { ApiProblem, type DeploymentResult } from '../api'
import { ProblemAlert } from '../ui'
import { FindingList, type Findings } from './checks'
import { PropertyList, ChangeList } from './compare'
import { changesToDeploy } from './changesToDeploy'
import { deployBundle } from './deploying'
import classes from './DeployDialog.module.css'
import type { BundleFile } from './source'
import { t } from './texts'

interface Props {
  processKey: string
  /** The diagram first. */
  files: readonly BundleFile[]
  findings: Findings
  onClose: () => void
  onDeployed: (result: DeploymentResult) => void
  onSelect: (element: string) => void
}

/** Shows what would change for whoever starts the process from now on, asks why, and deploys. */
export function DeployDialog({ processKey, files, findings, onClose, onDeployed, onSelect }: Props): ReactElement {
  const queries = useQueryClient()
  const [comment, setComment] = useState('')
  const changes = useQuery({ queryKey: ['modeler', 'to-deploy', processKey, files], queryFn: ({ signal }) => changesToDeploy(processKey, files, signal), gcTime: 0, retry: false })
  const deployment = useMutation({
    mutationFn: () => deployBundle(files, comment.trim()),
    onSuccess: async (result) => {
      await Promise.all([queries.invalidateQueries({ queryKey: ['processes'] }), queries.invalidateQueries({ queryKey: ['forms'] })])
      onDeployed(result)
    },
  })
  const refused = deployment.error instanceof ApiProblem && deployment.error.findings.length > 0 ? deployment.error.findings : null
  const errors = findings.items.filter(({ severity }) => severity === 'error')
  const same = changes.data !== undefined && changes.data.version !== null && changes.data.diagram.length === 0 && changes.data.files.every((file) => file.changes.length === 0)
  const diagram = files[0]?.name ?? ''
  const select = (element: string): void => {
    onClose()
    onSelect(element)
  }
  return (
    <Modal opened onClose={onClose} size={720} title={t('Deploy')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <Stack gap="sm">
        <Group gap={6}>
          {files.map(({ name }) => (
            <Badge key={name} size="sm" variant="default">
              {name}
            </Badge>
          ))}
        </Group>
        {refused !== null && (
          <Alert color="red" variant="light" p="xs" title={t('Nothing was deployed')}>
            <FindingList findings={refused} diagram={diagram} onSelect={select} />
          </Alert>
        )}
        {deployment.error !== null && refused === null && <ProblemAlert error={deployment.error} />}
        {refused === null && errors.length > 0 && (
          <Alert color="red" variant="light" p="xs" title={t('{count, plural, one {One error keeps it from being deployed} other {# errors keep it from being deployed}}', { count: errors.length })}>
            <FindingList findings={errors} diagram={diagram} onSelect={select} />
          </Alert>
        )}
        <section aria-label={t('What changes')}>
          <Text size="sm" fw={600} mb={4}>
            {changes.data === undefined ? t('What changes') : changes.data.version === null ? t('A new process, {key}', { key: processKey }) : t('What changes against version {version}', { version: changes.data.version })}
          </Text>
          {changes.isPending && <Loader size="xs" />}
          {changes.error !== null && <ProblemAlert error={changes.error instanceof ApiProblem ? changes.error : new Error(t('The two versions could not be compared.'))} />}
          {same && (
            <Text size="sm" c="dimmed">
              {t('Nothing: the deployed version says the same.')}
            </Text>
          )}
          {changes.data !== undefined && changes.data.version !== null && !same && (
            <ScrollArea.Autosize mah={320} className={classes.changes}>
              <ChangeList changes={changes.data.diagram} />
              {changes.data.files
                .filter((file) => file.changes.length > 0)
                .map((file) => (
                  <div key={file.name} className={classes.file}>
                    <Text size="xs" fw={600}>
                      {file.name}
                    </Text>
                    <PropertyList changes={file.changes} />
                  </div>
                ))}
            </ScrollArea.Autosize>
          )}
        </section>
        <Textarea
          size="xs"
          label={t('Comment')}
          withAsterisk
          description={t('Why it is changed; kept with the version and on the audit trail')}
          autosize
          minRows={2}
          maxLength={500}
          value={comment}
          data-autofocus
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <Text size="xs" c="dimmed">
          {t('Running instances stay on their version.')}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button size="xs" variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button size="xs" loading={deployment.isPending} disabled={same || comment.trim() === ''} onClick={() => deployment.mutate()}>
            {t('Deploy')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
