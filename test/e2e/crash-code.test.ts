import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'

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
})
