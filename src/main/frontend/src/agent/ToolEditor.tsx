import { Anchor, Button, Skeleton, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useRef, useState, type ReactElement } from 'react'
import { t } from '../i18n'
import { PageHeader, ProblemAlert } from '../ui'
import { UnsavedGuard } from '../unsaved'
import { useCheck, useTool, useVersion } from './definitionQueries'
import { Findings } from './Findings'
import { SourceEditor } from './SourceEditor'
import { goToLine } from './goToLine'
import { StoreDialog } from './StoreDialog'

interface Props {
  name: string
  onStored: (name: string) => void
}

export default function ToolEditor({ name, onStored }: Props): ReactElement {
  const tool = useTool(name)
  // What somebody else stores meanwhile must not change the text under the author's hands.
  const [basedOn, setBasedOn] = useState<string | null>(null)
  if (basedOn === null && tool.data !== undefined) {
    setBasedOn(tool.data.version)
  }
  const version = useVersion('tool', name, basedOn)
  const error = tool.error ?? version.error
  if (version.data === undefined || basedOn === null) {
    return error === null ? <Skeleton h={480} /> : <ProblemAlert error={error} />
  }
  return <Loaded key={name} name={name} source={version.data.source} basedOn={basedOn} onStored={onStored} />
}

function Loaded({ name, source, basedOn, onStored }: Props & { source: string; basedOn: string }): ReactElement {
  const [text, setText] = useState(source)
  const [storing, setStoring] = useState(false)
  const [stored, setStored] = useState(false)
  const editor = useRef<HTMLTextAreaElement>(null)
  const [settled] = useDebouncedValue(text, 400)
  const check = useCheck('tool', { name, basedOn, source: settled }, settled !== source && settled.trim() !== '')
  const unsaved = text !== source && !stored
  const findings = unsaved && check.data !== undefined ? check.data.findings : []
  const checked = settled === text && !check.isFetching && check.data !== undefined && !check.isPlaceholderData
  return (
    <>
      <UnsavedGuard unsaved={unsaved} title={t('Leave without storing?')}>
        {t('Your changes are not in force. They are lost when you leave.')}
      </UnsavedGuard>
      <Anchor size="sm" mb="xs" display="inline-block" renderRoot={(props) => <Link to="/tools/$name" params={{ name }} {...props} />}>
        ← {name}
      </Anchor>
      <PageHeader
        title={t('Edit {name}', { name })}
        actions={
          <>
            <Text size="xs" c="dimmed" role="status">
              {!unsaved ? '' : !checked ? t('Checking…') : check.data.accepted ? t('Nothing stands in the way') : t('Something stands in the way')}
            </Text>
            <Button size="xs" disabled={!unsaved || !checked || !check.data.accepted} onClick={() => setStoring(true)}>
              {t('Show what changes…')}
            </Button>
          </>
        }
      />
      <Stack gap="sm">
        {check.error && unsaved && <ProblemAlert error={check.error} />}
        <Findings
          findings={findings}
          onLine={(line) => {
            if (editor.current !== null) {
              goToLine(editor.current, line)
            }
          }}
        />
        <SourceEditor
          ref={editor}
          label={t('Contract')}
          value={text}
          wrongLines={new Set(findings.flatMap(({ line, severity }) => (line === null || severity === 'warning' ? [] : [line])))}
          onChange={setText}
        />
      </Stack>
      <StoreDialog
        kind="tool"
        name={name}
        before={source}
        source={text}
        basedOn={basedOn}
        warnings={findings}
        opened={storing}
        onClose={() => setStoring(false)}
        onStored={() => {
          setStored(true)
          setTimeout(() => onStored(name))
        }}
      />
    </>
  )
}
