import type { ReactElement } from 'react'
import type { JsonObject } from '../../api'
import { FormView } from '../../process'

/** A form as people will see it. */
export function FormPreview({ schema }: { schema: JsonObject }): ReactElement {
  return <FormView schema={schema} data={nothing} readOnly submitLabel="" onSubmit={nowhere} />
}

const nothing: JsonObject = {}
const nowhere = (): void => undefined
