import { Title } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'

/** A part of an agent's or a tool's page. */
export function Section({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <section aria-label={title}>
      <Title order={2} size="h5" mb={6}>
        {title}
      </Title>
      {children}
    </section>
  )
}
