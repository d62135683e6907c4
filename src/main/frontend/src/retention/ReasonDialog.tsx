import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState, type ReactElement, type ReactNode, type SubmitEvent } from 'react'
import { t } from '../i18n'
import { ProblemAlert } from '../ui'

interface Props {
  title: string
  explanation: string
  action: string
  pending: boolean
  error: Error | null
  disabled?: boolean
  children?: ReactNode
  onClose: () => void
  onReason: (reason: string) => void
}

/** Nobody places or lifts a hold without saying why. */
export function ReasonDialog({ title, explanation, action, pending, error, disabled = false, children, onClose, onReason }: Props): ReactElement {
  const [reason, setReason] = useState('')
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    onReason(reason.trim())
  }
  return (
    <Modal opened onClose={onClose} title={title} centered>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">{explanation}</Text>
          {children}
          <TextInput label={t('Reason')} required maxLength={1000} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          {error && <ProblemAlert error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button type="submit" loading={pending} disabled={disabled || reason.trim() === ''}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** Lifts one hold. */
export function LiftDialog({ pending, error, onClose, onReason }: Pick<Props, 'pending' | 'error' | 'onClose' | 'onReason'>): ReactElement {
  return (
    <ReasonDialog
      title={t('Lift the legal hold?')}
      explanation={t('What it kept may be cleared away from then on, once it is old enough.')}
      action={t('Lift')}
      pending={pending}
      error={error}
      onClose={onClose}
      onReason={onReason}
    />
  )
}
