import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { cliPath } from '../support/run-cli.js'
import { startRehearsal } from '../support/sandbox-process.js'
import { checkWithHeap } from './check-with-heap.js'

const failures: Record<string, string> = {
  'thrown outside of any promise': 'setImmediate(() => { throw new TypeError("made up") })',
  'a promise that nobody waits for': 'void Promise.reject(new TypeError("made up"))',
  'not even an error': 'setImmediate(() => { throw "made up" })',
}

describe('a crash ends with 70, never with 1', () => {
  it.each(Object.entries(failures))('%s', async (_name, statement) => {
    const { spawn: run, path } = await startRehearsal()
    await writeFile(path('users.ndjson'), '{"id":"u1","email":"ada@example.com"}\n')
    await writeFile(
      path('migrate.config.mjs'),
      `${statement}\nawait new Promise((r) => setTimeout(r, 50))\nexport default {}\n`,
    )
    const result = await run(['check', 'users.ndjson', '-c', 'migrate.config.mjs', '--json'])
    expect(result.stderr).toMatch(/should not have happened[^]*made up/)
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code: 'crashed' } })
    expect(result.exitCode).toBe(70)
  })
})

describe('what the system is short of', () => {
  it('a disk that is full is named, exit code 4', async () => {
    const { spawn: run, path } = await startRehearsal()
    await writeFile(path('users.ndjson'), '{"id":"u1","email":"ada@example.com"}\n')
    const statement = 'throw Object.assign(new Error("ENOSPC: write"), { code: "ENOSPC" })'
    await writeFile(
      path('c.mjs'),
      `setImmediate(() => { ${statement} })\nawait new Promise((r) => setTimeout(r, 50))\nexport default {}\n`,
    )
    const result = await run(['check', 'users.ndjson', '-c', 'c.mjs'])
    expect(result.stderr).toMatch(/disk is full/)
    expect(result.exitCode).toBe(4)
  })

  // Whatever comes first: the program itself, a command, a preset, the input.
  it.each([22, 48, 64])('%i open files are named, exit code 4, or they do', async (limit) => {
    const { folder, path } = await startRehearsal()
    await writeFile(path('users.ndjson'), '{"id":"u1","email":"ada@example.com"}\n')
    const command = `ulimit -n ${limit}; exec "${process.execPath}" "${cliPath}" check users.ndjson --source generic --json`
    const { status, stdout, stderr } = spawnSync('bash', ['-c', command], { cwd: folder, encoding: 'utf8' })
    if (status === 0) return expect(JSON.parse(stdout)).toMatchObject({ valid: 1 })
    expect(status, stderr).toBe(4)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'system_shortage' } })
    expect(stderr).toMatch(new RegExp(`its limit is ${limit}: raise it with ulimit -n`))
  })

  it('40 MB of heap are enough for 30,000 records', async () => {
    expect(await checkWithHeap(40, 30_000)).toMatchObject({ records: 30_000, valid: 30_000 })
  })
})
