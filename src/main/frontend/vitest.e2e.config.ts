import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['e2e/**/*.e2e.ts'],
    // Vitest sets BASE_URL to Vite's own base path in the tests, so it gets another name there.
    env: { STEWARD_URL: process.env['BASE_URL'] ?? 'http://localhost:8080' },
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // Where nobody watches, a test that fails once is tried again and told apart in the report.
    retry: process.env['CI'] === undefined ? 0 : 1,
  },
})
