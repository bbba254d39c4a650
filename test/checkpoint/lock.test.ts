import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { acquireLock } from '../../src/checkpoint/lock.js'
import { createTemporaryFolder } from './temporary-folder.js'

const newLockPath = (): string => join(createTemporaryFolder(), 'checkpoint.lock')
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid
const ownerOf = (fields: object): string =>
  JSON.stringify({ pid: 1, host: hostname(), started: null, nonce: 'n1', ...fields })

describe('lock', () => {
  it('refuses a second owner and names the first', async () => {
    const path = newLockPath()
    const lock = await acquireLock(path, Date.now)
    await expect(acquireLock(path, Date.now)).rejects.toMatchObject({
      code: 'checkpoint_locked',
      message: expect.stringContaining(`pid ${process.pid} on ${hostname()}`),
    })
    await lock.release()
    await (await acquireLock(path, Date.now)).release()
    expect(readdirSync(dirname(path))).toEqual([])
  })

  it.each([
    { id: 'a dead owner', owner: () => ownerOf({ pid: deadPid() }), isTaken: true },
    {
      id: 'a pid that came round again',
      owner: () => ownerOf({ pid: process.ppid, started: '1' }),
      isTaken: true,
    },
    {
      id: 'our own pid from before a restart',
      owner: () => ownerOf({ pid: process.pid, started: '1' }),
      isTaken: true,
    },
    { id: 'a living owner', owner: () => ownerOf({ pid: process.ppid }), isTaken: false },
    { id: 'another host, fresh heartbeat', owner: () => ownerOf({ host: 'other' }), isTaken: false },
    { id: 'another host, silent', owner: () => ownerOf({ host: 'other' }), silentMs: 61_000, isTaken: true },
    { id: 'an unreadable file, fresh', owner: () => '', isTaken: false },
    { id: 'an unreadable file, old', owner: () => '', silentMs: 11_000, isTaken: true },
  ])('$id', async ({ owner, silentMs = 0, isTaken }) => {
    const path = newLockPath()
    writeFileSync(path, owner())
    const now = 1_800_000_000_000
    utimesSync(path, (now - silentMs) / 1000, (now - silentMs) / 1000)
    if (!isTaken)
      return expect(acquireLock(path, () => now)).rejects.toMatchObject({ code: 'checkpoint_locked' })
    await (await acquireLock(path, () => now)).release()
    expect(readdirSync(dirname(path))).toEqual([])
  })

  it('is taken over although the first successor died before it was done', async () => {
    const path = newLockPath()
    writeFileSync(path, ownerOf({ pid: deadPid(), nonce: 'n1' }))
    writeFileSync(`${path}.n1.successor`, ownerOf({ pid: deadPid(), nonce: 'n2' }))
    await (await acquireLock(path, Date.now)).release()
    expect(readdirSync(dirname(path))).toEqual([])
  })

  it('goes to exactly one of six processes that race for a dead owner', async () => {
    const path = newLockPath()
    writeFileSync(path, ownerOf({ pid: deadPid() }))
    const module = resolve(process.env['LOGTO_MIGRATE_CLI'] ?? 'dist/cli.js', '../checkpoint/lock.js')
    const program = `
      const { acquireLock } = await import(${JSON.stringify(`file://${module}`)})
      console.log('ready')
      process.stdin.once('data', async () => {
        const lock = await acquireLock(${JSON.stringify(path)}, Date.now).catch((error) => error)
        console.log(lock.release === undefined ? lock.code : 'taken')
      })`
    const children = Array.from({ length: 6 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', program]),
    )
    const readLine = async ({ stdout }: (typeof children)[number]): Promise<string> =>
      String((await once(stdout, 'data'))[0]).trim()
    await Promise.all(children.map(readLine))
    const outcomes = Promise.all(children.map(readLine))
    for (const child of children) child.stdin.write('go')
    // All are alive until all have tried: nobody may take a lock from one that has ended.
    expect((await outcomes).sort()).toEqual([
      ...Array.from({ length: 5 }, () => 'checkpoint_locked'),
      'taken',
    ])
    for (const child of children) child.stdin.end()
    await Promise.all(children.map((child) => once(child, 'close')))
  })
})
