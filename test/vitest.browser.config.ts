import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Tests that need a browser, by their own command: `npm run test:browser`. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/browser/**/*.test.ts'],
    env: { LOGTO_MIGRATE_BROWSER: process.env['CHROMIUM'] ?? '/usr/bin/chromium' },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
