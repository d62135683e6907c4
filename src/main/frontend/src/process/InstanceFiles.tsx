import { Anchor, Group, Paper, Text } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { attachmentAddress, type Attachment } from '../api'
import { rich, t } from '../i18n'
import { RelativeTime } from '../ui'
import { fileSize } from './fileSize'

/** What people have handed in, to be saved. */
export function InstanceFiles({ files }: { files: readonly Attachment[] }): ReactElement {
  return (
    <Paper withBorder component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label={t('Files')}>
      {files.map(({ id, name, size, field, uploadedBy, uploadedAt }) => (
        <Group key={id} component="li" gap="4px 12px" px="sm" py={6} justify="space-between">
          <Group gap={8} wrap="nowrap" style={{ minWidth: 0 }}>
            <IconPaperclip size={16} aria-hidden style={{ flex: 'none' }} />
            <Anchor size="sm" href={attachmentAddress(id)} download={name} style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Anchor>
            <Text size="xs" c="dimmed" style={{ flex: 'none' }}>
              {fileSize(size)}
            </Text>
          </Group>
          <Text size="xs" c="dimmed">
            {rich('{field}, by {person} {when}', { field, person: uploadedBy, when: <RelativeTime at={uploadedAt} /> })}
          </Text>
        </Group>
      ))}
    </Paper>
  )
}
