import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // Real databases, browsers and serial ports on a slow two-core machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    reporters: ['default', fileURLToPath(new URL('./src/cli/bootstrap/counts-reporter.mjs', import.meta.url))],
  },
})
