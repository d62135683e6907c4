import { Title } from '@mantine/core'
import { useMemo, type ReactElement } from 'react'
import { t } from '../i18n'
import type { Review } from '../api'
import { argumentFields } from './argumentFields'
import { ArgumentsView } from './ArgumentsView'

/** The arguments of a call that is not to be changed any more. */
export function Details({ review, label }: { review: Review; label: string }): ReactElement {
  const fields = useMemo(() => argumentFields(review.argumentsSchema, review.arguments), [review.argumentsSchema, review.arguments])
  return (
    <section aria-label={label}>
      <Title order={3} size="h6" mb={6}>
        {t('With these details')}
      </Title>
      <ArgumentsView fields={fields} values={review.arguments} errors={noErrors} />
    </section>
  )
}

const noErrors: ReadonlyMap<string, string> = new Map()
