import { Alert, Button } from '@mantine/core'
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import { client, unwrap, type AuditFault, type AuditVerification } from '../api'
import { ProblemAlert, WorkProgress } from '../ui'

/** Whether the trail, or what it has of one instance, is what was once written; asked for by hand, as it reads all of it. */
export function VerifyTrail({ instance }: { instance: string | undefined }): ReactElement {
  const verify = useMutation({
    mutationFn: () => unwrap(client.GET('/api/audit/verify', { params: { query: instance === undefined ? {} : { instanceId: instance } } })),
  })
  return (
    <>
      <Button size="xs" variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
        {instance === undefined ? t('Verify the trail') : t('Verify this instance')}
      </Button>
      {(verify.isPending || verify.error !== null || verify.data !== undefined) && (
        <div style={{ flexBasis: '100%', order: 1 }}>
          {verify.isPending && <WorkProgress label={t('Computing every hash and signature anew…')} />}
          {verify.error && <ProblemAlert error={verify.error} />}
          {!verify.isPending && verify.data && <Verdict verification={verify.data} />}
        </div>
      )}
    </>
  )
}

function Verdict({ verification: { sound, chains, entries, checkpoints, fault } }: { verification: AuditVerification }): ReactElement {
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
