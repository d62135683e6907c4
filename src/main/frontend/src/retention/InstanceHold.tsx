import { Button, Group, Paper, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import type { LegalHold } from '../api'
import { RelativeTime } from '../ui'
import { EraseButton, Erased } from './InstanceErasure'
import { LiftDialog, ReasonDialog } from './ReasonDialog'
import { useErasureOf, useHoldsOf, useLiftHold, usePlaceHold } from './retentionQueries'

interface Props {
  instance: string
  ended: boolean
  mayHold: boolean
}

/** What keeps an instance from being cleared away or erased, where it is placed and lifted, and what was erased. */
export default function InstanceHold({ instance, ended, mayHold }: Props): ReactElement {
  const holds = useHoldsOf(instance)
  const erasure = useErasureOf(instance, ended).data
  const place = usePlaceHold()
  const [placing, setPlacing] = useState(false)
  const found = holds.data ?? []
  return (
    <>
      {erasure && <Erased erasure={erasure} />}
      {found.map((hold) => (
        <Held key={hold.id} hold={hold} instance={instance} mayLift={mayHold} />
      ))}
      {mayHold && holds.isSuccess && !found.some(({ instanceId }) => instanceId === instance) && (
        <Group gap="xs">
          <Button size="xs" variant="default" leftSection={<IconLock size={14} />} onClick={() => setPlacing(true)}>
            {t('Place a legal hold')}
          </Button>
          {ended && erasure === null && found.length === 0 && <EraseButton instance={instance} />}
        </Group>
      )}
      {placing && (
        <ReasonDialog
          title={t('Place a legal hold')}
          explanation={t('This instance, and all it belongs together with, is then kept until somebody lifts the hold.')}
          action={t('Hold')}
          pending={place.isPending}
          error={place.error}
          onClose={() => setPlacing(false)}
          onReason={(reason) => place.mutate({ instance, reason }, { onSuccess: () => setPlacing(false) })}
        />
      )}
    </>
  )
}

function Held({ hold, instance, mayLift }: { hold: LegalHold; instance: string; mayLift: boolean }): ReactElement {
  const lift = useLiftHold()
  const [lifting, setLifting] = useState(false)
  return (
    <Paper withBorder p="xs">
      <Group justify="space-between" gap="xs">
        <Group gap="xs" wrap="nowrap" align="flex-start" style={{ flex: '1 1 260px', minWidth: 0 }}>
          <IconLock size={16} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
          <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            <Text size="sm">
              <b>{t('Legal hold')}</b> {hold.reason}
            </Text>
            <Text size="xs" c="dimmed">
              {hold.placedBy} · <RelativeTime at={hold.placedAt} /> · {extent(hold, instance)}
            </Text>
          </div>
        </Group>
        {mayLift && (
          <Button size="xs" variant="default" onClick={() => setLifting(true)}>
            {t('Lift…')}
          </Button>
        )}
      </Group>
      {lifting && <LiftDialog pending={lift.isPending} error={lift.error} onClose={() => setLifting(false)} onReason={(reason) => lift.mutate({ id: hold.id, reason })} />}
    </Paper>
  )
}

function extent(hold: LegalHold, instance: string): string {
  if (hold.instanceId !== null) {
    return hold.instanceId === instance ? t('on this instance') : t('on one that it belongs together with')
  }
  return on(hold)
}

/** On which instances a hold is that names none. */
export function on({ processKey, businessKey }: LegalHold): string {
  if (processKey === null) {
    return t('all with the business key {key}', { key: businessKey ?? '' })
  }
  return businessKey === null ? t('all of {process}', { process: processKey }) : t('those of {process} with the business key {key}', { process: processKey, key: businessKey })
}
