import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { JsonObject, RehearsedWait } from '../../api'
import { t } from '../texts'
import { JsonAnswer } from './JsonAnswer'

interface Props {
  kind: RehearsedWait['kind']
  busy: boolean
  /** Null where the event brings nothing. */
  onAnswer: (variables: JsonObject | null) => void
}

/** Lets an event happen. */
export function EventAnswer({ kind, busy, onAnswer }: Props): ReactElement {
  switch (kind) {
    case 'message':
      return <JsonAnswer label={t('What it brings (JSON)')} description={t('Variables, as an application would send them')} action={t('Let it arrive')} busy={busy} onAnswer={onAnswer} />
    case 'signal':
    case 'timer':
      return (
        <Button size="xs" loading={busy} onClick={() => onAnswer(null)}>
          {kind === 'timer' ? t('Let the time pass') : t('Let it happen')}
        </Button>
      )
  }
}
