import { writeFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'

/**
 * What a check of so many records tells, in a process that has so much memory. The target of an import would be in the
 * process of the test and the slower half by far: a check reads, plans and compares as an import does.
 */
export const checkWithHeap = async (heapMb: number, count: number): Promise<unknown> => {
  const { spawn, path } = await startRehearsal()
  const lines = Array.from({ length: count }, (_, n) => `{"id":"u${n}","email":"u${n}@example.com"}\n`)
  await writeFile(path('users.ndjson'), lines.join(''))
  const env = { NODE_OPTIONS: `--max-old-space-size=${heapMb}` }
  const { exitCode, stdout, stderr } = await spawn(['check', 'users.ndjson', '-s', 'generic', '--json'], {
    env,
  })
  expect(exitCode, stderr).toBe(0)
  return JSON.parse(stdout)
}
