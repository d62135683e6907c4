import { Button } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import type { JsonObject } from '../../api'
import { complain } from '../complain'
import type { BundleFile } from '../source'
import { t } from '../texts'
import { RehearsalWindow } from './RehearsalWindow'

interface Props {
  /** What is drawn, as it stands: the diagram first. */
  files: () => Promise<readonly BundleFile[]>
  processKey: string
  name: string
  startForm: JsonObject | null
  /** The variables that the diagram expects, without values. */
  expected: () => JsonObject
  onSelect: (element: string) => void
}

export function RehearseButton({ files, processKey, name, startForm, expected, onSelect }: Props): ReactElement {
  const [rehearsed, setRehearsed] = useState<readonly BundleFile[] | null>(null)
  // The next one begins with what the last was started with.
  const [variables, setVariables] = useState<JsonObject | null>(null)
  return (
    <>
      <Button size="xs" variant="default" onClick={() => void files().then(setRehearsed).catch(complain)}>
        {t('Rehearse')}
      </Button>
      {rehearsed !== null && (
        <RehearsalWindow
          files={rehearsed}
          processKey={processKey}
          name={name}
          startForm={startForm}
          variables={variables ?? expected()}
          onVariables={setVariables}
          onClose={() => setRehearsed(null)}
          onSelect={(element) => {
            setRehearsed(null)
            onSelect(element)
          }}
        />
      )}
    </>
  )
}
