import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { t } from '../i18n'

interface Props {
  label: string
  description: string
  /** What to say where nothing is entered; null where nothing has to be. */
  missing: string | null
  action: string
  color?: string
  pending: boolean
  onSend: (comment: string) => void
  onBack: () => void
}

/** A decision that is given with words. */
export function WithComment({ label, description, missing, action, color, pending, onSend, onBack }: Props): ReactElement {
  const [comment, setComment] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const said = comment.trim()
  const act = (): void => {
    if (said === '' && missing !== null) {
      setIsMissing(true)
    } else {
      onSend(said)
    }
  }
  return (
    <Stack gap="xs">
      <Textarea
        label={label}
        description={description}
        required={missing !== null}
        autosize
        minRows={2}
        data-autofocus
        autoFocus
        value={comment}
        error={isMissing && said === '' ? missing : undefined}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button {...(color === undefined ? {} : { color })} loading={pending} onClick={act}>
          {action}
        </Button>
        <Button variant="subtle" color="gray" disabled={pending} onClick={onBack}>
          {t('Back')}
        </Button>
      </Group>
    </Stack>
  )
}
