import { Button, Stack, Textarea } from '@mantine/core'
import { useState, type ReactElement, type ReactNode } from 'react'
import type { JsonObject } from '../../api'
import { parseJsonObject } from '../../process'
import classes from './Rehearsal.module.css'

interface Props {
  label: string
  description: string
  action: string
  initial?: JsonObject
  busy: boolean
  onAnswer: (value: JsonObject) => void
  /** Another button, beside the one that sends. */
  beside?: ReactNode
}

/** A JSON object that goes with an answer. */
export function JsonAnswer({ label, description, action, initial = {}, busy, onAnswer, beside }: Props): ReactElement {
  const [text, setText] = useState(JSON.stringify(initial, null, 2))
  const [problem, setProblem] = useState<string | null>(null)
  const send = (): void => {
    const parsed = parseJsonObject(text)
    setProblem(parsed.ok ? null : parsed.message)
    if (parsed.ok) {
      onAnswer(parsed.value)
    }
  }
  return (
    <Stack gap="xs">
      <Textarea
        size="xs"
        label={label}
        description={description}
        autosize
        minRows={2}
        maxRows={16}
        spellCheck={false}
        classNames={{ input: classes.code }}
        value={text}
        error={problem}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button size="xs" loading={busy} onClick={send}>
          {action}
        </Button>
        {beside}
      </div>
    </Stack>
  )
}
