import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { startInTerminal } from '../support/pseudo-terminal.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'
import { makeExport, toNdjson } from './make-export.js'

const lines = makeExport(400, { isSound: true })
const args = ['import', 'users.ndjson', '--source', 'generic', '--rate', '300/10s']
const showCursor = '\x1b[?25h'
const hideCursor = '\x1b[?25l'

const start = async (
  latencyMs: number,
  more: { args?: string[]; env?: Record<string, string>; columns?: number } = {},
) => {
  const rehearsal = await startRehearsal({ latencyMs })
  const { folder, env, path } = rehearsal
  await writeFile(path('users.ndjson'), toNdjson(lines))
  const session = startInTerminal([...args, ...(more.args ?? [])], {
    cwd: folder,
    env: { ...env, ...more.env },
    columns: more.columns ?? 80,
  })
  return { rehearsal, session }
}

const count = ({ sandbox }: Rehearsal): number => sandbox.store.users.count

describe('import on a terminal', () => {
  it('p pauses, r resumes, - and + change the rate, q stops in good order', async () => {
    const { rehearsal, session } = await start(10)
    await session.until(/created [1-9]\d/)
    session.type('p')
    await session.until(/paused by you\b(?!, )/)
    const paused = count(rehearsal)
    await sleep(700)
    expect(count(rehearsal)).toBe(paused)

    session.type('r')
    const resumed = session.output().length
    await session.until(/budget 300\/10s/, resumed)
    session.type('--')
    await session.until(/240\/10s set by you, budget 300\/10s/, resumed)
    // More than the budget there is not.
    session.type('+++')
    const raised = session.output().length
    await session.until(/budget 300\/10s/, raised)
    expect(session.output().slice(raised)).not.toContain('330/10s')

    session.type('q')
    expect(await session.ended).toEqual({ exitCode: 130, isSane: true })
    expect(count(rehearsal)).toBeGreaterThan(paused)
    expect(session.output()).toContain('Resume with: logto-migrate import users.ndjson')
    expect(session.output().lastIndexOf(showCursor)).toBeGreaterThan(session.output().lastIndexOf(hideCursor))
    const status = await rehearsal.run(['status', '--json'])
    expect(JSON.parse(status.stdout)).toMatchObject({ unknown: 0, unfinished: 0, isComplete: false })
  })

  it('Ctrl-C twice ends at once and leaves the terminal as it was', async () => {
    const { rehearsal, session } = await start(10)
    await session.until(/created [1-9]/)
    // No answer comes in the time of this test: only an end at once can end it.
    rehearsal.sandbox.settings.latencyMs = 10_000_000
    await sleep(150)
    session.type('\x03')
    await session.until(/stopping, \d+ in flight/)
    session.type('\x03')
    expect(await session.ended).toEqual({ exitCode: 130, isSane: true })
    expect(session.output().lastIndexOf(showCursor)).toBeGreaterThan(session.output().lastIndexOf(hideCursor))
  })

  it('an error in the middle leaves the terminal as it was', async () => {
    const { rehearsal, session } = await start(10)
    await session.until(/created [1-9]/)
    // Longer than a run waits by itself.
    rehearsal.sandbox.setFaults({ tooManyRequests: { probability: 1, retryAfterSeconds: 3600 } })
    expect(await session.ended).toEqual({ exitCode: 3, isSane: true })
    expect(session.output().lastIndexOf(showCursor)).toBeGreaterThan(session.output().lastIndexOf(hideCursor))
  })

  it.each([
    ['--no-color', { args: ['--no-color'] }],
    ['NO_COLOR', { env: { NO_COLOR: '1' } }],
  ])('%s: no colours, and 30 columns are never exceeded', async (_name, more) => {
    const { session } = await start(0, { ...more, columns: 30 })
    await session.until(/created [1-9]/)
    session.type('q')
    await session.ended
    const [, area = ''] = session.output().split(hideCursor)
    expect(area).toMatch(/users\/s/)
    for (const code of ['\x1b[0m', '\x1b[2m', '\x1b[3']) expect(area).not.toContain(code)
    for (const line of stripVTControlCharacters(area.split(showCursor)[0] ?? '').split(/\r\n|\r/)) {
      expect(line.length).toBeLessThan(30)
    }
  })

  it('reads no keys where the input comes from stdin, and leaves the cursor alone', async () => {
    const rehearsal = await startRehearsal()
    const { folder, env, path } = rehearsal
    await writeFile(path('users.ndjson'), toNdjson(lines))
    const flags = ['--source', 'generic', '--rate', '300/10s', '--limit', '20']
    const session = startInTerminal(['import', '-', ...flags], {
      cwd: folder,
      env,
      stdinFile: 'users.ndjson',
    })
    await session.until(/users\/s/)
    session.type('q')
    expect(await session.ended).toEqual({ exitCode: 0, isSane: true })
    expect(session.output()).not.toContain('q stop')
    expect(session.output()).not.toContain(hideCursor)
    expect(count(rehearsal)).toBe(20)
  })

  it('-q shows nothing and reads no keys', async () => {
    const { rehearsal, session } = await start(0, { args: ['-q', '--limit', '20'] })
    session.type('q')
    expect(await session.ended).toMatchObject({ exitCode: 0 })
    expect(session.output()).not.toContain('\x1b')
    expect(count(rehearsal)).toBe(20)
  })
})
