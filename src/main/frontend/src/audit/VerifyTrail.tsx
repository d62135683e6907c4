import { Alert, Button, Text } from '@mantine/core'
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { ReactElement, ReactNode } from 'react'
import { rich, t } from '../i18n'
import { client, unwrap, type AuditFault, type AuditVerification, type AuditVerificationRun } from '../api'
import { ProblemAlert, RelativeTime, WorkProgress } from '../ui'
import { useLatestVerification, useVerifyTrail } from './auditQueries'

interface Props {
  instance: string | undefined
}

/** Whether the trail, or what it has of one instance, is what was once written; asked for by hand, as it reads all of it. */
export function VerifyTrail({ instance }: Props): ReactElement {
  return instance === undefined ? <VerifyAll /> : <VerifyInstance instance={instance} />
}

function VerifyInstance({ instance }: { instance: string }): ReactElement {
  const verify = useMutation({
    mutationFn: () => unwrap(client.GET('/api/audit/verify', { params: { query: { instanceId: instance } } })),
  })
  return (
    <>
      <Button size="xs" variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
        {t('Verify this instance')}
      </Button>
      {(verify.isPending || verify.error !== null || verify.data !== undefined) && (
        <Below>
          {verify.isPending && <WorkProgress label={t('Computing every hash and signature anew…')} />}
          {verify.error && <ProblemAlert error={verify.error} />}
          {!verify.isPending && verify.data && <Verdict verification={verify.data} />}
        </Below>
      )}
    </>
  )
}

/** Goes on when the page is left, and is there again when somebody comes back. */
function VerifyAll(): ReactElement {
  const latest = useLatestVerification()
  const verify = useVerifyTrail()
  const run = latest.data
  const isRunning = verify.isPending || run?.state === 'running'
  return (
    <>
      <Button size="xs" variant="default" loading={isRunning} onClick={() => verify.mutate()}>
        {t('Verify the trail')}
      </Button>
      {(verify.error !== null || run !== undefined) && (
        <Below>
          {verify.error && <ProblemAlert error={verify.error} />}
          {run !== undefined && <Watched run={run} />}
        </Below>
      )}
    </>
  )
}

function Watched({ run }: { run: AuditVerificationRun }): ReactElement {
  if (run.state === 'running') {
    const { entries, total } = run
    return <WorkProgress label={t('Computing every hash and signature anew: {entries} of {total, plural, one {one entry} other {# entries}}…', { entries, total })} share={entries / Math.max(1, total)} />
  }
  return run.state === 'failed' ? (
    <Alert color="yellow" variant="light" icon={<IconShieldX size={18} />} title={t('The verification came to no end')}>
      {run.failure} {t('That says nothing about the trail.')}
    </Alert>
  ) : (
    <>
      <Verdict verification={{ ...run, sound: run.state === 'sound' }} />
      <Text size="xs" c="dimmed" mt={4}>
        {rich('Verified <at></at> for {person}.', { person: run.requestedBy, at: () => <RelativeTime key="at" at={run.finishedAt ?? run.startedAt} /> })}
      </Text>
    </>
  )
}

function Below({ children }: { children: ReactNode }): ReactElement {
  return <div style={{ flexBasis: '100%', order: 1 }}>{children}</div>
}

function Verdict({ verification: { sound, chains, entries, checkpoints, fault } }: { verification: Omit<AuditVerification, 'at'> }): ReactElement {
  const read = t('{entries, plural, one {One entry} other {# entries}} in {chains, plural, one {one chain} other {# chains}}, {checkpoints, plural, one {one signed checkpoint} other {# signed checkpoints}}.', { entries, chains, checkpoints })
  return sound ? (
    <Alert color="teal" variant="light" icon={<IconShieldCheck size={18} />} title={t('Nothing was changed, removed or put in')} role="status">
      {read}
    </Alert>
  ) : (
    <Alert color="red" variant="light" icon={<IconShieldX size={18} />} title={t('The trail is not what was written')} role="alert">
      {fault !== null && inWords(fault)} {read}
    </Alert>
  )
}

function inWords({ kind, chain, position, entryId }: AuditFault): string {
  const place = entryId === null ? t('Position {position} of {chain}:', { position, chain }) : t('Entry {id}, position {position} of {chain}:', { id: String(entryId), position, chain })
  return `${place} ${whatIsWrong(kind)}`
}

function whatIsWrong(kind: AuditFault['kind']): string {
  switch (kind) {
    case 'changed':
      return t('something of it is not what was written.')
    case 'missing':
      return t('it is gone.')
    case 'moved':
      return t('it is not where it was written.')
    case 'truncated':
      return t('the chain ends before it, and once went on.')
    case 'replaced':
      return t('the chain is not the one that was written.')
    case 'unchained':
      return t('it was written past the trail.')
    case 'rewritten':
      return t('the chain is not what was signed.')
    case 'checkpoint':
      return t('a checkpoint is not what was signed, or is gone.')
    case 'signature':
      return t('a checkpoint bears another signature.')
  }
}
