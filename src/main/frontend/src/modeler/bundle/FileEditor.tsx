import { Center, Loader } from '@mantine/core'
import { lazy, Suspense, type ReactElement } from 'react'
import type { BundleFile } from '../source'
import classes from './Bundle.module.css'
import { FormEditor } from './FormEditor'

const TableEditor = lazy(() => import('./TableEditor'))

/** Covers the canvas, which stays as it is below. */
export function FileEditor({ file, onChange }: { file: BundleFile; onChange: (content: string) => void }): ReactElement {
  return (
    <div className={classes.cover} role="tabpanel" aria-label={file.name}>
      {file.name.endsWith('.form') ? (
        <FormEditor key={file.name} file={file} onChange={onChange} />
      ) : (
        <Suspense
          fallback={
            <Center h={200}>
              <Loader size="sm" />
            </Center>
          }
        >
          <TableEditor key={file.name} file={file} onChange={onChange} />
        </Suspense>
      )}
    </div>
  )
}
