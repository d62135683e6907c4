import { Text, Title } from '@mantine/core'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import type { Review } from '../api'
import { RelativeTime } from '../ui'

/** Who has approved so far, where several people have to. */
export function Quorum({ review }: { review: Review }): ReactElement | null {
  if (review.quorum === 1) {
    return null
  }
  return (
    <section aria-label={t('Who has approved')}>
      <Title order={3} size="h6" mb={4}>
        {t('{length} of {quorum} approvals', { length: review.approvals.length, quorum: review.quorum })}
      </Title>
      {review.changed && <Text size="sm">{t('A reviewer has changed what the agent proposed; these are approvals of the changed details.')}</Text>}
      {review.approvals.map((approval) => (
        <Text key={approval.by} size="sm">
          {approval.by}, <RelativeTime at={approval.at} />
          {approval.comment !== null && <>: {approval.comment}</>}
        </Text>
      ))}
      {review.approvals.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('Nobody has approved yet.')}
        </Text>
      )}
    </section>
  )
}
