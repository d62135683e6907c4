import { Button, Group, Modal, ScrollArea, Select, Stack, Table, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import { useProcess } from '../process'
import { EmptyState, ProblemAlert, WorkProgress } from '../ui'
import { useMigrate } from './deploymentQueries'

interface Props {
  processKey: string
  toVersion: number
  opened: boolean
  onClose: () => void
}

/** Nothing is moved before a dry run has shown what would become of each instance. */
export function MigrateInstances({ processKey, toVersion, opened, onClose }: Props): ReactElement {
  const process = useProcess(processKey)
  const [done, setDone] = useState(0)
  const trial = useMigrate(processKey, setDone)
  const migrate = useMigrate(processKey, setDone)
  const [fromVersion, setFromVersion] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const others = process.data?.versions.map(({ version }) => version).filter((version) => version !== toVersion) ?? []
  const movable = trial.data?.filter(({ migratable }) => migratable).length ?? 0

  const tryWith = (version: number | null): void => {
    setFromVersion(version)
    migrate.reset()
    if (version === null) {
      trial.reset()
    } else {
      trial.mutate({ fromVersion: version, toVersion, dryRun: true, reason: 'A dry run' })
    }
  }
  const close = (): void => {
    tryWith(null)
    setReason('')
    onClose()
  }
  const move = (): void => {
    if (fromVersion !== null) {
      migrate.mutate(
        { fromVersion, toVersion, dryRun: false, reason: reason.trim() },
        {
          onSuccess: (items) => {
            const moved = items.filter(({ migratable }) => migratable).length
            notifications.show({ message: t('{moved} of {all} instances are on version {version} now.', { moved, all: items.length, version: String(toVersion) }) })
            close()
          },
        },
      )
    }
  }

  return (
    <Modal opened={opened} onClose={close} title={t('Take running instances to version {version}', { version: String(toVersion) })} size="lg" centered>
      <Stack gap="sm">
        <Select
          label={t('From version')}
          placeholder={process.isPending ? t('Loading…') : others.length === 0 ? t('There is no other version') : t('Choose a version')}
          disabled={others.length === 0}
          data={others.map(String)}
          value={fromVersion === null ? null : String(fromVersion)}
          onChange={(version) => tryWith(version === null ? null : Number(version))}
        />
        {trial.error && <ProblemAlert error={trial.error} />}
        {trial.isPending && (
          <WorkProgress label={t('Trying it with each instance, {count} so far; nothing is changed…', { count: done })} />
        )}
        {trial.data?.length === 0 && <EmptyState title={t('Nothing runs on version {version}', { version: String(fromVersion) })} />}
        {trial.data !== undefined && trial.data.length > 0 && (
          <ScrollArea.Autosize mah={320}>
            <Table verticalSpacing={6} aria-label={t('Instances')}>
              <Table.Tbody>
                {trial.data.map((instance) => (
                  <Table.Tr key={instance.instanceId}>
                    <Table.Td valign="top">
                      <Link to="/instances/$id" params={{ id: instance.instanceId }}>
                        {instance.businessKey ?? instance.instanceId}
                      </Link>
                    </Table.Td>
                    <Table.Td>
                      <Text size="sm" c={instance.migratable ? undefined : 'red'}>
                        {instance.migratable ? t('Can be taken along') : t('Stays where it is')}
                      </Text>
                      {[...instance.problems, ...instance.remarks].map((sentence) => (
                        <Text key={sentence} size="xs" c="dimmed">
                          {sentence}
                        </Text>
                      ))}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollArea.Autosize>
        )}
        {movable > 0 && <TextInput label={t('Why')} required maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />}
        {migrate.isPending && trial.data !== undefined && (
          <WorkProgress label={t('{done} of {all} instances', { done, all: trial.data.length })} share={done / trial.data.length} />
        )}
        {migrate.error && <ProblemAlert error={migrate.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {t('Back')}
          </Button>
          <Button loading={migrate.isPending} disabled={movable === 0 || reason.trim() === ''} onClick={move}>
            {movable === 0 ? t('Take along') : t('Take {count} along', { count: movable })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
