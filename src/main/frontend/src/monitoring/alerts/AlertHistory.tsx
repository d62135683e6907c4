import { Modal, Skeleton, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { t } from '../../i18n'
import type { AlertFiring } from '../../api'
import { absoluteTime, lists, ProblemAlert } from '../../ui'
import { valueIn, type Unit } from '../format'
import { useFirings } from './alertQueries'

interface Props {
  name: string
  unit: Unit
  onClose: () => void
}

/** When it was raised, and what came of it. */
export function AlertHistory({ name, unit, onClose }: Props): ReactElement {
  const firings = useFirings(name)
  return (
    <Modal opened onClose={onClose} title={t('History of {name}', { name })} centered>
      {firings.isPending && <Skeleton h={60} />}
      {firings.error && <ProblemAlert error={firings.error} onRetry={() => void firings.refetch()} />}
      {firings.data?.length === 0 && <Text size="sm">{t('It was never raised.')}</Text>}
      <Stack gap="sm">
        {firings.data?.map((firing) => (
          <Once key={firing.id} firing={firing} unit={unit} />
        ))}
      </Stack>
    </Modal>
  )
}

function Once({ firing: { openedAt, resolvedAt, value, silenced, startState, startError, instanceId }, unit }: { firing: AlertFiring; unit: Unit }): ReactElement {
  const when = { from: absoluteTime(new Date(openedAt)), to: resolvedAt === null ? '' : absoluteTime(new Date(resolvedAt)) }
  return (
    <div>
      <Text size="sm">{resolvedAt === null ? t('Since {from}', when) : t('From {from} to {to}', when)}</Text>
      <Text size="xs" c="dimmed">
        {t('It was {value}.', { value: valueIn(unit, value) })} {silenced && t('Nobody was told: it was silent.')} {startState === 'failed' && t('What it should have started was not: {reason}', { reason: startError ?? '' })}
        {instanceId !== null && (
          <Link to="/instances/$id" params={{ id: instanceId }} className={lists.link}>
            {t('The instance that it started')}
          </Link>
        )}
      </Text>
    </div>
  )
}
