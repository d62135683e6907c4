import { Button, Group, ScrollArea, Table, Text, TextInput, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import type { LegalHold } from '../api'
import { EmptyState, lists as classes, ProblemAlert, RelativeTime } from '../ui'
import { on } from './InstanceHold'
import { LiftDialog, ReasonDialog } from './ReasonDialog'
import { useHolds, useLiftHold, usePlaceHold } from './retentionQueries'

/** All legal holds, and where those by keys are placed. */
export function Holds({ mayHold }: { mayHold: boolean }): ReactElement {
  const holds = useHolds()
  const [placing, setPlacing] = useState(false)
  return (
    <section>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {t('Legal holds')}
        </Title>
        {mayHold && (
          <Button size="xs" variant="default" onClick={() => setPlacing(true)}>
            {t('Place a legal hold')}
          </Button>
        )}
      </Group>
      {holds.error && <ProblemAlert error={holds.error} onRetry={() => void holds.refetch()} />}
      {holds.data?.length === 0 && <EmptyState title={t('Nothing is held')}>{t('A hold keeps instances until somebody lifts it, however old they are.')}</EmptyState>}
      {holds.data !== undefined && holds.data.length > 0 && (
        <ScrollArea type="auto" className={classes.frame}>
          <Table verticalSpacing={5} className={classes.stacked}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('Held')}</Table.Th>
                <Table.Th>{t('Reason')}</Table.Th>
                <Table.Th>{t('Who')}</Table.Th>
                <Table.Th>{t('When')}</Table.Th>
                {mayHold && <Table.Th aria-label={t('Lift')} />}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {holds.data.map((hold) => (
                <Row key={hold.id} hold={hold} mayLift={mayHold} />
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
      {placing && <PlaceByKey onClose={() => setPlacing(false)} />}
    </section>
  )
}

function Row({ hold, mayLift }: { hold: LegalHold; mayLift: boolean }): ReactElement {
  const lift = useLiftHold()
  const [lifting, setLifting] = useState(false)
  return (
    <Table.Tr>
      <Table.Td>
        {hold.instanceId === null ? (
          on(hold)
        ) : (
          <Link to="/instances/$id" params={{ id: hold.instanceId }} className={classes.link}>
            {t('one instance')}
          </Link>
        )}
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>{hold.reason}</Table.Td>
      <Table.Td>{hold.placedBy}</Table.Td>
      <Table.Td>
        <RelativeTime at={hold.placedAt} className={classes.dimmed} />
      </Table.Td>
      {mayLift && (
        <Table.Td>
          <Button size="compact-xs" variant="default" onClick={() => setLifting(true)}>
            {t('Lift…')}
          </Button>
          {lifting && <LiftDialog pending={lift.isPending} error={lift.error} onClose={() => setLifting(false)} onReason={(reason) => lift.mutate({ id: hold.id, reason })} />}
        </Table.Td>
      )}
    </Table.Tr>
  )
}

function PlaceByKey({ onClose }: { onClose: () => void }): ReactElement {
  const place = usePlaceHold()
  const [process, setProcess] = useState('')
  const [business, setBusiness] = useState('')
  const text = (value: string): string | undefined => (value.trim() === '' ? undefined : value.trim())
  return (
    <ReasonDialog
      title={t('Place a legal hold')}
      explanation={t('On all instances of a process, with a business key, or both; also on those that begin later.')}
      action={t('Hold')}
      pending={place.isPending}
      error={place.error}
      disabled={text(process) === undefined && text(business) === undefined}
      onClose={onClose}
      onReason={(reason) => place.mutate({ processKey: text(process), businessKey: text(business), reason }, { onSuccess: onClose })}
    >
      <TextInput label={t('Process')} description={t('Its key, such as lead-outreach')} value={process} onChange={(event) => setProcess(event.currentTarget.value)} />
      <TextInput label={t('Business key')} value={business} onChange={(event) => setBusiness(event.currentTarget.value)} />
      <Text size="xs" c="dimmed">
        {t('At least one of the two.')}
      </Text>
    </ReasonDialog>
  )
}
