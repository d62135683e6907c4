import { Button, Group, JsonInput, Stack, TextInput } from '@mantine/core'
import { useMemo, useRef, useState, type ReactElement } from 'react'
import { t } from '../i18n'
import { asProblem, type Instance, type JsonObject, type ProcessDetail } from '../api'
import { ProblemAlert } from '../ui'
import { fileAccess } from './attachmentQueries'
import { FormView } from './FormView'
import { parseJsonObject } from './json'
import { useStartInstance } from './processQueries'

interface Props {
  process: ProcessDetail
  onStarted: (instance: Instance) => void
  onCancel: () => void
}

export function StartForm({ process, onStarted, onCancel }: Props): ReactElement {
  const start = useStartInstance(process.key)
  const files = useMemo(() => fileAccess({ process: process.key }), [process.key])
  const [businessKey, setBusinessKey] = useState('')
  const [json, setJson] = useState('{}')
  const [jsonError, setJsonError] = useState<string | null>(null)
  const idempotencyKey = useRef(newKey())

  const submit = (variables: JsonObject): void => {
    start.mutate(
      { idempotencyKey: idempotencyKey.current, businessKey: businessKey.trim() === '' ? null : businessKey.trim(), variables },
      {
        onSuccess: onStarted,
        onError: (error) => {
          // Without an answer nobody knows whether it started: only then the next try is the same one.
          if (asProblem(error).code !== 'unreachable') {
            idempotencyKey.current = newKey()
          }
        },
      },
    )
  }

  const submitJson = (): void => {
    const parsed = parseJsonObject(json)
    setJsonError(parsed.ok ? null : parsed.message)
    if (parsed.ok) {
      submit(parsed.value)
    }
  }

  return (
    <Stack gap="sm">
      {start.error && (
        <ProblemAlert error={start.error}>
          {asProblem(start.error).errors.map(({ path, message }) => (
            <div key={path}>
              <code>{path}</code> {message}
            </div>
          ))}
        </ProblemAlert>
      )}
      <TextInput
        label={t('Business key')}
        description={t('How people recognise this case, such as an order number. May stay empty.')}
        maw={360}
        value={businessKey}
        onChange={(event) => setBusinessKey(event.currentTarget.value)}
      />
      {process.startForm === null ? (
        <>
          <JsonInput
            label={t('Input data (JSON)')}
            autosize
            minRows={6}
            maxRows={20}
            formatOnBlur
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            value={json}
            error={jsonError}
            onChange={setJson}
          />
          <Group gap="xs">
            <Button loading={start.isPending} onClick={submitJson}>
              {t('Start')}
            </Button>
            <Button variant="subtle" color="gray" onClick={onCancel}>
              {t('Cancel')}
            </Button>
          </Group>
        </>
      ) : (
        <FormView
          schema={process.startForm}
          data={noData}
          busy={start.isPending}
          submitLabel={t('Start')}
          onSubmit={submit}
          files={files}
          beside={
            <Button variant="subtle" color="gray" onClick={onCancel}>
              {t('Cancel')}
            </Button>
          }
        />
      )}
    </Stack>
  )
}

const noData: JsonObject = {}

/** `crypto.randomUUID` exists only on secure origins; a plain-http host name is none. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
