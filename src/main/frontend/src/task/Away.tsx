import { Badge, Button, Group, Paper, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useState, type ReactElement, type SubmitEvent } from 'react'
import { rich, t } from '../i18n'
import type { Me, Substitute } from '../api'
import { hasRole } from '../identity'
import { absoluteTime, ProblemAlert } from '../ui'
import { isOver, present } from './absence'
import { useAllowSubstitute, useNameSubstitute, useSubstitutes, useWithdrawSubstitute } from './substituteQueries'

/** Who does one's tasks meanwhile, and for whom one does them. */
export default function Away({ me }: { me: Me }): ReactElement {
  const substitutes = useSubstitutes()
  if (substitutes.data === undefined) {
    return substitutes.error ? <ProblemAlert error={substitutes.error} onRetry={() => void substitutes.refetch()} /> : <Skeleton h={120} />
  }
  const known = substitutes.data.filter((substitute) => !isOver(substitute, new Date()))
  return (
    <Stack gap="sm">
      <NameSomebody />
      {known.length > 0 && (
        <Paper withBorder component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label={t('Who stands in for whom')}>
          {known.map((substitute) => (
            <Standing key={substitute.id} me={me} substitute={substitute} />
          ))}
        </Paper>
      )}
    </Stack>
  )
}

function NameSomebody(): ReactElement {
  const name = useNameSubstitute()
  const [substitute, setSubstitute] = useState('')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    name.mutate(
      { substitute: substitute.trim(), from: from === '' ? null : new Date(from).toISOString(), until: new Date(until).toISOString() },
      {
        onSuccess: () => {
          setSubstitute('')
          setFrom('')
          setUntil('')
        },
      },
    )
  }
  return (
    <Paper withBorder p="sm">
      <form onSubmit={submit}>
        <Stack gap="xs">
          <Group gap="xs" align="flex-end">
            <TextInput size="xs" label={t('Substitute')} placeholder={t('Name of the account')} required value={substitute} onChange={(event) => setSubstitute(event.currentTarget.value)} />
            <TextInput size="xs" type="datetime-local" label={t('From')} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
            <TextInput size="xs" type="datetime-local" label={t('Until')} required value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
            <Button size="xs" type="submit" loading={name.isPending} disabled={substitute.trim() === '' || until === ''}>
              {t('Stand in for me')}
            </Button>
          </Group>
          <Text size="xs" c="dimmed">
            {t('Your substitute does what you have claimed or were given, as far as they may do it themselves; without a beginning, from now on.')}
          </Text>
          {name.error && <ProblemAlert error={name.error} />}
        </Stack>
      </form>
    </Paper>
  )
}

function Standing({ me, substitute }: { me: Me; substitute: Substitute }): ReactElement {
  const withdraw = useWithdrawSubstitute()
  const allow = useAllowSubstitute()
  const { id, person, substitute: other, from, until, allowedBy } = substitute
  const mayAllow = allowedBy === null && hasRole(me, 'operator') && me.name !== person && me.name !== other
  return (
    <Group component="li" gap="xs" px="sm" py={6} justify="space-between">
      <div>
        <Text size="sm">
          {rich('<b>{other}</b> stands in for <b>{person}</b>', { other, person, b: (text) => <b>{text}</b> })}{' '}
          {present(substitute, new Date()) && (
            <Badge size="xs" variant="light">
              {t('Now')}
            </Badge>
          )}
        </Text>
        <Text size="xs" c="dimmed">
          {t('{from} until {until}', { from: absoluteTime(new Date(from)), until: absoluteTime(new Date(until)) })}
          {allowedBy !== null && ` · ${t('for all of it, as {operator} has allowed', { operator: allowedBy })}`}
        </Text>
        {(withdraw.error ?? allow.error) && <ProblemAlert error={withdraw.error ?? allow.error} />}
      </div>
      <Group gap={4}>
        {mayAllow && (
          <Button size="compact-xs" variant="default" loading={allow.isPending} onClick={() => allow.mutate(id)}>
            {t('Allow all tasks')}
          </Button>
        )}
        {(me.name === person || hasRole(me, 'operator')) && (
          <Button size="compact-xs" variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate(id)}>
            {t('End')}
          </Button>
        )}
      </Group>
    </Group>
  )
}
