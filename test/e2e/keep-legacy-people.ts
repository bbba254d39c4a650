import type { ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { type LegacyStore, openLegacyStore } from '../../src/legacy-passwords/store/open-legacy-store.js'
import { startRehearsal } from '../support/sandbox-process.js'
import { sourceKeyOf } from './compare-users.js'

export const password = 'Kk4aPMeiaRpAs2OeX1NE'
export const hashes = {
  phpass: '$P$6bpxqBkZBXoXGzQ7q8IiVKBHgeys3u/',
  wordpress: '$wp$2y$10$.D1QTtIQXTpA./i3jsdO4OZ66RhyXR9V0L3l5zS7oupGYW7cavMHq',
  md5crypt: '$1$YCnSMrz1$JYDX2iTqeQrgMbY4hFkWj1',
  bcrypt: '$2b$10$3foYVn/sldKQ35MuP0XG7ur1hHKek/crcoxYln9NSvjjSy3KkArnG',
  yescrypt: '$y$j9T$F5Jx5fExrKuPp53xLKQ..1$tnSYvahCwPBHKZUspmcxMfb0.WiB9W.zEaKlOBL35rC',
}
const kinds = Object.keys(hashes) as (keyof typeof hashes)[]
export const isKept = (kind: string): boolean => kind !== 'bcrypt' && kind !== 'yescrypt'

export const makePeople = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length]!
    return { id: `p${index}`, email: `p${index}@example.org`, passwordHash: hashes[kind], kind }
  })

export const writePeople = (path: string, people: ReturnType<typeof makePeople>): Promise<void> =>
  writeFile(path, people.map(({ kind: _kind, ...person }) => `${JSON.stringify(person)}\n`).join(''))

export const openStore = (path: (...parts: string[]) => string): Promise<LegacyStore> => {
  const key = Buffer.from(readFileSync(path('legacy-passwords.key'), 'utf8').trim(), 'hex')
  return openLegacyStore(path('.migrate', 'people', 'legacy-passwords.mdb'), key, 'write')
}

export const args = ['import', 'people.ndjson', '--source', 'generic', '--rate', 'off', '--concurrency', '8']

/** An import that keeps hashes, killed at a line of its checkpoint and resumed: nobody is lost. */
export const killWhileKeeping = async (line: number): Promise<void> => {
  const { run, spawn, sandbox, path } = await startRehearsal({ latencyMs: [2, 12] })
  const people = makePeople(40)
  await writePeople(path('people.ndjson'), people)
  const checkpoint = path('.migrate', 'people', 'checkpoint.ndjson')
  const killed = await spawn([...args, '--keep-legacy'], {
    onStart: (child) => killAtLine(child, checkpoint, line),
  })
  expect(killed.signal).toBe('SIGKILL')
  // Without the flag, once the store is there: the run has kept some, so it goes on keeping.
  const again = existsSync(path('.migrate', 'people', 'legacy-passwords.mdb')) ? [] : ['--keep-legacy']
  expect(await run([...args, '--resume', ...again])).toMatchObject({ exitCode: 0 })

  const store = await openStore(path)
  const kept = sandbox
    .state()
    .users.filter((user) => isKept(people.find(({ id }) => id === sourceKeyOf(user))!.kind))
  expect(sandbox.state().users).toHaveLength(40)
  expect([...store.ids()].sort()).toEqual(kept.map(({ id }) => id).sort())
  await store.close()
}

const killAtLine = (child: ChildProcess, checkpoint: string, line: number): void => {
  const timer = setInterval(() => {
    const lines = existsSync(checkpoint) ? readFileSync(checkpoint, 'utf8').split('\n').length - 1 : 0
    if (lines < line) return
    clearInterval(timer)
    child.kill('SIGKILL')
  }, 1)
  child.once('close', () => clearInterval(timer))
}
