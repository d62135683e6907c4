import { Text } from '@mantine/core'
import type { ReactElement } from 'react'
import type { JsonObject, RehearsedTask } from '../../api'
import { FormView } from '../../process'
import { t } from '../texts'
import { JsonAnswer } from './JsonAnswer'

interface Props {
  task: RehearsedTask
  busy: boolean
  onAnswer: (variables: JsonObject) => void
}

/** A task of the diagram, with the form that people would see. */
export function TaskAnswer({ task, busy, onAnswer }: Props): ReactElement {
  return (
    <>
      {task.description !== null && task.description !== '' && (
        <Text size="sm" mb="xs">
          {task.description}
        </Text>
      )}
      {task.form === null ? (
        <JsonAnswer label={t('What it brings (JSON)')} description={t('The task has no form; people would only say that it is done')} action={t('Complete')} busy={busy} onAnswer={onAnswer} />
      ) : (
        <FormView schema={task.form} data={task.formData} busy={busy} submitLabel={t('Complete')} onSubmit={onAnswer} />
      )}
    </>
  )
}
