import './App.css'
import { MantineProvider } from '@mantine/core'
import '@mantine/core/styles.layer.css'
import { Notifications } from '@mantine/notifications'
import '@mantine/notifications/styles.layer.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { meQuery } from '../identity'
import { createQueries } from './queries'
import { router } from './router'
import { cssVariables, theme } from './theme'

const queries = createQueries()
// Asked for while the code of the page is fetched; whoever needs it sees what went wrong.
queries.query(meQuery).catch(() => undefined)

export function App(): ReactElement {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="bottom-right" limit={4} />
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
