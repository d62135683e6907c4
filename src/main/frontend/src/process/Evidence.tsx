import { Button, Modal, Stack, Text } from '@mantine/core'
import { IconFileZip } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import { client, saveFile, unwrap, type Instance } from '../api'
import { ProblemAlert, WorkProgress } from '../ui'

/** Takes out what happened, with what proves it, as one file that can be checked without Steward. */
export function Evidence({ instance }: { instance: Instance }): ReactElement {
  const [opened, setOpened] = useState(false)
  const evidence = useMutation({
    mutationFn: async () =>
      saveFile(
        await unwrap(client.GET('/api/instances/{id}/evidence', { params: { path: { id: instance.id } }, parseAs: 'blob' })),
        `evidence-${instance.id}.zip`,
      ),
    onSuccess: () => setOpened(false),
  })
  const take = (): void => {
    setOpened(true)
    evidence.mutate()
  }
  return (
    <>
      <Button.Group>
        <Button size="xs" variant="default" leftSection={<IconFileZip size={14} />} onClick={take}>
          {t('Evidence')}
        </Button>
        <Button size="xs" variant="default" component="a" href={`/api/instances/${instance.id}/evidence.pdf`} download aria-label={t('Evidence to read, as PDF')}>
          {t('PDF')}
        </Button>
      </Button.Group>
      <Modal opened={opened} onClose={() => setOpened(false)} title={t('Evidence')} centered>
        <Stack gap="sm">
          <Text size="sm">{t('The diagram, the timeline, decisions, approvals and tables of this instance, signed. It is checked without a server; the file README.txt in it says how.')}</Text>
          {evidence.isPending && <WorkProgress label={t('Putting it together and signing it…')} />}
          {evidence.error && <ProblemAlert error={evidence.error} onRetry={() => evidence.mutate()} />}
        </Stack>
      </Modal>
    </>
  )
}
