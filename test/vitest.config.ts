import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './longest-first.js'

/** What takes long for what one change needs: run by `npm run test:campaigns`, and with all others by `npm run test:all`. */
export const campaigns = ['test/**/*.campaign.test.ts']

export default defineConfig({
  test: {
    // Tests name fixtures from the top of the repository.
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts'],
    exclude: campaigns,
    // Some tests wait for a child process or a timer; each further worker loads all modules once more.
    maxWorkers: '150%',
    sequence: { sequencer: LongestFirst },
    // Loading a thousand modules anew for each file costs more than most files of tests; none of them leaves anything behind.
    isolate: false,
    // What was built is run as it is.
    server: { deps: { external: [/\/dist\//] } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
