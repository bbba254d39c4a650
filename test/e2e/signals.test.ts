import type { ChildProcess } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { Sandbox } from '../../src/sandbox/start-sandbox.js'
import { startRehearsal } from '../support/sandbox-process.js'
import { expectUsers, storedUsers } from './compare-users.js'
import { makeExport, toNdjson } from './make-export.js'

const lines = makeExport(120, { isSound: true })
const args = ['import', 'users.ndjson', '--source', 'generic', '--rate', 'off', '--concurrency', '4']

describe('signals', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s once ends in good order and resumes',
    async (signal) => {
      const { run, spawn, sandbox, path } = await startRehearsal({ latencyMs: 10 })
      await writeFile(path('users.ndjson'), toNdjson(lines))

      const stopped = await spawn(args, {
        onStart: (child) => atUsers(sandbox, 20, child, () => child.kill(signal)),
      })
      expect(stopped).toMatchObject({ exitCode: 130, signal: null })
      expect(stopped.stderr).toContain('Resume with: logto-migrate import users.ndjson')
      expect(sandbox.state().users.length).toBeLessThan(lines.length)
      // Nothing was left in the air.
      const status = await run(['status', '--json'])
      expect(JSON.parse(status.stdout)).toMatchObject({ unknown: 0, unfinished: 0, isComplete: false })

      expect(await run([...args, '--resume'])).toMatchObject({ exitCode: 0 })
      expect(storedUsers(sandbox.state())).toEqual(expectUsers(lines))
    },
  )

  it('twice ends at once, with requests in flight, and resumes', async () => {
    const { run, spawn, sandbox, path } = await startRehearsal({ latencyMs: 10 })
    await writeFile(path('users.ndjson'), toNdjson(lines))

    const stopped = await spawn(args, {
      onStart: (child) =>
        atUsers(sandbox, 20, child, () => {
          // No answer comes in the time of this test: only an end at once can end it.
          sandbox.settings.latencyMs = 10_000_000
          setTimeout(() => child.kill('SIGINT'), 100)
          setTimeout(() => child.kill('SIGINT'), 300)
        }),
    })
    expect(stopped).toMatchObject({ exitCode: 130, signal: null })

    sandbox.settings.latencyMs = 0
    expect(await run([...args, '--resume'])).toMatchObject({ exitCode: 0 })
    expect(storedUsers(sandbox.state())).toEqual(expectUsers(lines))
  })

  it('a closed stdout does not end the run', async () => {
    const { spawn, sandbox, path } = await startRehearsal()
    await writeFile(path('users.ndjson'), toNdjson(lines))
    const result = await spawn([...args, '--json'], { onStart: (child) => child.stdout?.destroy() })
    expect(result.exitCode).toBe(0)
    expect(storedUsers(sandbox.state())).toEqual(expectUsers(lines))
  })

  it('a check that is interrupted ends with 130', async () => {
    const { spawn, path } = await startRehearsal()
    const people = Array.from({ length: 60_000 }, (_, n) => `{"id":"u${n}","email":"u${n}@example.com"}\n`)
    await writeFile(path('users.ndjson'), people.join(''))
    const result = await spawn(['check', 'users.ndjson', '--source', 'generic'], {
      onStart: (child) => child.stderr?.once('data', () => child.kill('SIGINT')),
    })
    expect(result.stderr).not.toMatch(/should not have happened/)
    expect(result.exitCode).toBe(130)
  })
})

const atUsers = (sandbox: Sandbox, count: number, child: ChildProcess, act: () => void): void => {
  const timer = setInterval(() => {
    if (sandbox.store.users.count < count) return
    clearInterval(timer)
    act()
  }, 2)
  child.once('close', () => clearInterval(timer))
}
