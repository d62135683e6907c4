import { Paper, Skeleton, Switch } from '@mantine/core'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import { ProblemAlert } from '../ui'
import { useByMail, useSetByMail } from './notificationQueries'

export default function Preferences(): ReactElement {
  const mail = useByMail()
  const set = useSetByMail()
  if (mail.data === undefined) {
    return mail.error ? <ProblemAlert error={mail.error} onRetry={() => void mail.refetch()} /> : <Skeleton h={56} />
  }
  return (
    <Paper withBorder p="sm">
      <Switch
        label={t('Mail me about tasks')}
        description={t('When one arrives for me or my groups, is soon due, or is overdue. Where Steward sends no mail, nothing comes.')}
        checked={set.isPending ? set.variables : mail.data}
        onChange={(event) => set.mutate(event.currentTarget.checked)}
      />
      {set.error && <ProblemAlert error={set.error} />}
    </Paper>
  )
}
