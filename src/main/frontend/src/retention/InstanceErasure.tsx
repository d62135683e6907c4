import { Button, Group, Paper, Text } from '@mantine/core'
import { IconEraser } from '@tabler/icons-react'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'
import type { Erasure } from '../api'
import { RelativeTime } from '../ui'
import { ReasonDialog } from './ReasonDialog'
import { useErase } from './retentionQueries'

/** Takes out of an instance what it says of people, for good. */
export function EraseButton({ instance }: { instance: string }): ReactElement {
  const erase = useErase()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconEraser size={14} />} onClick={() => setAsking(true)}>
        {t('Erase personal data…')}
      </Button>
      {asking && (
        <ReasonDialog
          title={t('Erase personal data?')}
          explanation={t(
            'Variables, files, comments, what agents were told and answered, and the business key are removed from this instance and all it belongs together with. The key that the trail is sealed with is destroyed. Nobody can undo that. What happened, when and by which rules stays, and can still be proven. The reason stays as well: name the request, not the person.',
          )}
          action={t('Erase for good')}
          pending={erase.isPending}
          error={erase.error}
          onClose={() => setAsking(false)}
          onReason={(reason) => erase.mutate({ instance, reason })}
        />
      )}
    </>
  )
}

export function Erased({ erasure }: { erasure: Erasure }): ReactElement {
  return (
    <Paper withBorder p="xs">
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <IconEraser size={16} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
        <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          <Text size="sm">
            <b>{t('Personal data is erased')}</b> {erasure.reason}
          </Text>
          <Text size="xs" c="dimmed">
            {erasure.erasedBy} · <RelativeTime at={erasure.erasedAt} />
          </Text>
        </div>
      </Group>
    </Paper>
  )
}
