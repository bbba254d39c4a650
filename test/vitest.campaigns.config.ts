import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import base, { campaigns } from './vitest.config.js'

const folder = fileURLToPath(new URL('.', import.meta.url))
/** Files of `npm test` with a large property, of which they try a part there. */
const properties = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts'))
  .filter((path) => /support\/runs\.js'|describe-preset\.js'/.test(readFileSync(folder + path, 'utf8')))
  .map((path) => `test/${path}`)

/** Campaigns, whole sets of vectors, large properties, real servers and terminals: `npm run test:campaigns`. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: [...campaigns, ...properties],
    exclude: [],
    env: { PROPERTY_RUNS: 'all' },
  },
})
