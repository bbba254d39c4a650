import type { ChildProcess } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { hasRedis, startRedis } from '../support/redis-server.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'
import { sourceKeyOf } from './compare-users.js'

/** 40/s; the target itself counts every window of 4 s. */
const rate = '160/4s'
const limit = { requests: 160, windowMs: 4000 }

describe.skipIf(!hasRedis)('processes that share a budget through a real Redis', () => {
  it('keep it together, also when one of them is killed and comes back', async () => {
    const rehearsal = await openInput(300)
    const { spawn: run, sandbox } = rehearsal
    const { url } = await startRedis()
    const argsOf = (shard: string): string[] => [...importArgs, '--redis', url, '--shard', shard]

    const startMs = performance.now()
    const first = run(argsOf('1/2'))
    const killed = await run(argsOf('2/2'), { onStart: (child) => killAfter(child, sandbox, 90) })
    expect(killed.signal).toBe('SIGKILL')
    const resumed = await run([...argsOf('2/2'), '--resume'])
    const ended = await first
    const seconds = (performance.now() - startMs) / 1000

    expect(ended.exitCode, ended.stderr).toBe(0)
    expect(resumed.exitCode, resumed.stderr).toBe(0)
    expect(sandbox.state().users.map(sourceKeyOf).sort()).toEqual(keysOf(300))
    const { statuses, arrivals } = sandbox.stats()
    expect(statuses['429']).toBeUndefined()
    // Far more than one of the two could have had with half of the budget.
    expect(arrivals.count / seconds).toBeGreaterThan(20)
  })

  it('wait while Redis is away, and go on when it is back', async () => {
    const { run, sandbox } = await openInput(60)
    const redis = await startRedis()
    const running = run([...importArgs, '--redis', redis.url])
    while (sandbox.state().users.length < 10) await sleep(20)
    await redis.stop()
    await sleep(500)
    const before = sandbox.stats().arrivals.count
    await sleep(1000)
    expect(sandbox.stats().arrivals.count).toBe(before)
    await redis.start()

    const { exitCode, stderr } = await running
    expect(exitCode, stderr).toBe(0)
    expect(sandbox.state().users).toHaveLength(60)
    expect(sandbox.stats().statuses['429']).toBeUndefined()
  })

  it('a wrong password ends the run before anything is sent, and is shown nowhere', async () => {
    const { run, sandbox } = await openInput(1)
    const { url } = await startRedis({ password: 'right-one' })
    const env = { LOGTO_MIGRATE_REDIS: url.replace('right-one', 'wrong-one') }
    const { exitCode, stdout, stderr } = await run([...importArgs, '--json'], { env })
    expect(exitCode).toBe(2)
    expect(stdout).toContain('"redis_refused"')
    expect(stdout + stderr).not.toContain('wrong-one')
    expect(sandbox.stats().arrivals.count).toBe(0)
  })

  it('the address may stand in the config, and its password in no file of the run', async () => {
    const { run, path } = await openInput(3)
    const { url, client } = await startRedis({ password: 'right-one' })
    await writeFile(path('migrate.config.mjs'), `export default ${JSON.stringify({ redis: url })}\n`)
    const { exitCode, stdout, stderr } = await run([...importArgs, '-v'])
    expect(exitCode, stderr).toBe(0)
    expect(await client.keys('logto-migrate:*')).toHaveLength(2)
    const files = await Promise.all(
      ['checkpoint.ndjson', 'run.log'].map((name) => readFile(path('.migrate', 'people', name), 'utf8')),
    )
    expect([stdout, stderr, ...files].join('\n')).not.toContain('right-one')
  })
})

describe('a Redis that is not there', () => {
  it.each([
    ['redis://127.0.0.1:1', rate, 3, 'redis_unavailable'],
    ['127.0.0.1:6379', rate, 2, 'redis_url_invalid'],
    ['redis://127.0.0.1:1', 'off', 2, 'redis_needs_rate'],
  ])('%s at %s: exit code %i', async (url, given, code, reason) => {
    const { run, sandbox } = await openInput(1)
    const args = ['import', 'people.ndjson', '--source', 'generic', '--rate', given, '--redis', url, '--json']
    const { exitCode, stdout } = await run(args)
    expect(exitCode).toBe(code)
    expect(stdout).toContain(`"${reason}"`)
    expect(sandbox.stats().arrivals.count).toBe(0)
  })
})

const importArgs = ['import', 'people.ndjson', '--source', 'generic', '--rate', rate]

const keysOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `p${index}`).sort()

const openInput = async (count: number): Promise<Rehearsal> => {
  const rehearsal = await startRehearsal({ latencyMs: [5, 30], limit })
  const lines = keysOf(count).map((id) => JSON.stringify({ id, primaryEmail: `${id}@example.org` }))
  await writeFile(rehearsal.path('people.ndjson'), `${lines.join('\n')}\n`)
  return rehearsal
}

const killAfter = (child: ChildProcess, sandbox: Rehearsal['sandbox'], users: number): void => {
  const timer = setInterval(() => {
    if (sandbox.stats().arrivals.count < users) return
    clearInterval(timer)
    child.kill('SIGKILL')
  }, 5)
  child.once('close', () => clearInterval(timer))
}
