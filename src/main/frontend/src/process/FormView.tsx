import { Center, Loader } from '@mantine/core'
import { lazy, Suspense, type ReactElement } from 'react'
import type { FormProps } from './FormCanvas'

const FormCanvas = lazy(() => import('./FormCanvas'))

/** A form drawn with form-js; its own submit button is used where the author drew one. */
export function FormView(props: FormProps): ReactElement {
  return (
    <Suspense
      fallback={
        <Center h={160}>
          <Loader size="sm" />
        </Center>
      }
    >
      <FormCanvas {...props} />
    </Suspense>
  )
}
