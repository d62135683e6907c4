import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const backend = 'http://localhost:8080'

// Not needed for the first content: menus and dialogs, which open later, and the components of pages, which come with their page.
const OVERLAYS = /[\\/](@floating-ui|Popover|Menu|Overlay|Floating|use-focus-trap|FocusTrap|use-focus-return|Textarea)[\\/]/
const CONTROLS = /[\\/](@mantine|@floating-ui|@tabler|@tanstack|src[\\/]ui)[\\/]/
const PAGES = /[\\/]frontend[\\/]src[\\/](?!app|ui|identity|i18n)\w+[\\/].*\.(tsx|css)$/

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: '../../../target/classes/static',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Barrels name more than a page needs at first.
          includeDependenciesRecursively: false,
          groups: [
            { name: 'base', tags: ['$initial'], test: (id) => !OVERLAYS.test(id) && !PAGES.test(id) },
            { name: 'controls', test: CONTROLS, minShareCount: 4 },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': backend, '/login': backend, '/logout': backend },
  },
  test: {
    // Some of them run programs, and a machine may be busy with other things.
    testTimeout: 60_000,
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts'],
  },
})
