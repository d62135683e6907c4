import { Alert, Button, FileInput, Group, Modal, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type ReactElement, type SubmitEvent } from 'react'
import { t } from '../i18n'
import { asProblem } from '../api'
import { ProblemAlert, WorkProgress } from '../ui'
import { useCheckFiles, useDeploy } from './deploymentQueries'
import { Findings } from './Findings'

interface Props {
  opened: boolean
  onClose: () => void
  onDeployed: (id: string) => void
}

/** Files are checked as soon as they are chosen; errors stand in the way, warnings do not. */
export function DeployFiles({ opened, onClose, onDeployed }: Props): ReactElement {
  const check = useCheckFiles()
  const deploy = useDeploy()
  const [files, setFiles] = useState<File[]>([])
  const [comment, setComment] = useState('')
  const problem = deploy.error === null ? null : asProblem(deploy.error)
  const findings = check.data?.findings ?? []

  const choose = (chosen: File[]): void => {
    setFiles(chosen)
    deploy.reset()
    if (chosen.length === 0) {
      check.reset()
    } else {
      check.mutate(chosen)
    }
  }
  const close = (): void => {
    choose([])
    setComment('')
    onClose()
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    deploy.mutate(
      { files, comment: comment.trim() },
      {
        onSuccess: ({ changed, deployment }) => {
          notifications.show({ message: changed ? t('Deployed.') : t('The newest versions are of this very content already.') })
          close()
          onDeployed(deployment.id)
        },
      },
    )
  }

  return (
    <Modal opened={opened} onClose={close} title={t('Deploy files')} size="lg" centered>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <FileInput
            label={t('Files')}
            description={t('Diagrams, forms and decision tables, or a ZIP archive of them. All are deployed together or none is.')}
            placeholder={t('Choose files')}
            accept=".bpmn,.form,.dmn,.zip"
            multiple
            required
            clearable
            data-autofocus
            value={files}
            onChange={choose}
          />
          {check.error && <ProblemAlert error={check.error} onRetry={() => check.mutate(files)} />}
          {check.isPending && (
            <WorkProgress label={t('Checking…')} />
          )}
          {check.data !== undefined && findings.length === 0 && (
            <Alert color="teal" variant="light" p="xs">
              {t('Nothing was found that stands in the way.')}
            </Alert>
          )}
          {findings.length > 0 && <Findings findings={findings} />}
          <TextInput
            label={t('What has changed, and why')}
            description={t('Kept with the version, and on the audit trail.')}
            required
            maxLength={500}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          {deploy.isPending && <WorkProgress label={t('Deploying {count, plural, one {one file} other {# files}}…', { count: files.length })} />}
          {problem !== null && <ProblemAlert error={problem} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {t('Back')}
            </Button>
            <Button type="submit" loading={deploy.isPending} disabled={comment.trim() === '' || check.data?.deployable !== true}>
              {t('Deploy')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
