import { Badge, Group, Text } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { rich, t } from '../i18n'
import type { Review } from '../api'
import { RelativeTime, sentenceCase, toneColor, type Tone } from '../ui'
import classes from './CallSummary.module.css'

interface Props {
  review: Review
  /** What the task itself already says. */
  described: string | null
  tone: Tone
  children: ReactNode
}

/** Labels of the data that the call was made from. */
const whatTheAgentRead: Record<string, string> = {
  untrusted: t('Agent read text from outside'),
  confidential: t('Agent read confidential data'),
}

/** What a decision is about, at one glance. */
export function CallSummary({ review, described, tone, children }: Props): ReactElement {
  const { toolDescription } = review
  return (
    <div className={classes.summary} style={{ borderLeftColor: `var(--mantine-color-${toneColor(tone)}-6)` }}>
      <Text fw={600}>{children}</Text>
      {toolDescription !== null && toolDescription !== '' && toolDescription !== described && (
        <Text size="sm" mt={2}>
          {toolDescription}
        </Text>
      )}
      <Group gap={6} mt={8}>
        <Badge size="sm" variant="light" color={review.reversible ? 'gray' : 'red'}>
          {review.reversible ? t('Reversible') : t('Irreversible')}
        </Badge>
        <Badge size="sm" variant="light" color={review.audience === 'external' ? 'orange' : 'gray'}>
          {review.audience === 'external' ? t('External') : t('Internal')}
        </Badge>
        <Badge size="sm" variant="default">
          {t('Risk: {risk}', { risk: sentenceCase(review.risk) })}
        </Badge>
        {review.labels.map((label) => (
          <Badge key={label} size="sm" variant="outline" color="gray">
            {whatTheAgentRead[label] ?? sentenceCase(label)}
          </Badge>
        ))}
        {review.rehearsal && (
          <Badge size="sm" variant="outline" color="gray" title={t('A stand-in wrote this, no language model')}>
            {t('Rehearsal')}
          </Badge>
        )}
        {review.expiresAt !== null && (
          <Text size="xs" c="dimmed">
            {rich('expires {when}', { when: <RelativeTime at={review.expiresAt} /> })}
          </Text>
        )}
      </Group>
    </div>
  )
}
