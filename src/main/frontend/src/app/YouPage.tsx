import { Stack, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactElement } from 'react'
import { t } from '../i18n'
import { Preferences } from '../notification'
import { Away } from '../task'
import { PageHeader } from '../ui'
import { useSignedIn } from './pages'

/** What somebody settles about their own work. */
export function YouPage(): ReactElement {
  useDocumentTitle(t('Away and messages – Steward'))
  const me = useSignedIn()
  return (
    <Stack gap="md" maw={860}>
      <PageHeader title={me.displayName} />
      <section aria-labelledby="away">
        <Title order={2} size="h5" mb="xs" id="away">
          {t('While I am away')}
        </Title>
        <Away me={me} />
      </section>
      <section aria-labelledby="messages">
        <Title order={2} size="h5" mb="xs" id="messages">
          {t('Messages')}
        </Title>
        <Preferences />
      </section>
    </Stack>
  )
}
