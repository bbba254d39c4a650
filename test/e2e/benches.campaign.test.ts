import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const run = promisify(execFile)

/** Those that lay a checkpoint themselves, as an import would have written it: they must keep up with what a run is. */
it.each(['resume', 'large'])('bench/%s.mjs runs', { timeout: 300_000 }, async (name) => {
  // Its target is missed on a busy machine: exit code 1, behind the figures.
  const { stdout } = await run(process.execPath, [`bench/${name}.mjs`, '--records', '300']).catch(
    (error: { stdout: string }) => error,
  )
  expect(stdout).toMatch(/300 (?:records|users): /)
})
