import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import {
  checkUsers,
  importUsers,
  inspectFiles,
  type JobEvent,
  type JobQuestion,
  preflight,
  rollBackRun,
  verifyUsers,
  writeReport,
} from '../../src/index.js'
import { startRehearsal } from '../support/sandbox-process.js'

const start = async (count = 30, fixtures = {}) => {
  const rehearsal = await startRehearsal({ fixtures })
  const { env, path } = rehearsal
  const lines = Array.from({ length: count }, (_, index) =>
    JSON.stringify({ id: `u${index}`, email: `u${index}@example.com` }),
  )
  await writeFile(path('users.ndjson'), `${lines.join('\n')}\n`)
  const options = {
    files: path('users.ndjson'),
    env,
    folder: rehearsal.folder,
    run: path('run'),
    source: 'generic',
    rate: 'off',
  }
  return { ...rehearsal, options }
}

describe('the jobs, from a program', () => {
  it('keep their runs below their folder, wherever the process is', async () => {
    const { options, path } = await start(3)
    const { run: _run, ...unnamed } = options
    const run = path('.migrate', 'users')
    expect(await importUsers(unnamed)).toMatchObject({ run, end: 'complete' })
    expect(await verifyUsers(unnamed)).toMatchObject({ isVerified: true })
    expect(await writeReport({ folder: options.folder })).toMatchObject({ run, data: { records: 3 } })
    expect(await writeReport({ folder: options.folder, run: '.migrate/users' })).toMatchObject({ run })
    expect(await importUsers({ ...unnamed, run: '.migrate/users' })).toMatchObject({ run })
    expect(await rollBackRun({ ...unnamed, yes: true })).toMatchObject({ run: { folder: run } })
  })

  it('inspect, check, preflight, import, verify, report and roll back, with typed results', async () => {
    const { options, sandbox, path } = await start()
    expect((await inspectFiles(options)).inspection).toMatchObject({ records: 30 })
    expect(await checkUsers(options)).toMatchObject({
      isReady: true,
      report: { valid: 30, source: 'generic' },
    })
    expect(await preflight(options)).toMatchObject({ isReady: true })
    const events: JobEvent[] = []
    const imported = await importUsers({ ...options, onEvent: (event) => events.push(event) })
    expect(imported).toMatchObject({
      end: 'complete',
      run: path('run'),
      summary: { counts: { created: 30 } },
    })
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['note', 'start', 'progress', 'end']),
    )
    expect(await verifyUsers(options)).toMatchObject({ isVerified: true })
    expect(await writeReport({ run: path('run') })).toMatchObject({ format: 'html', data: { records: 30 } })
    await expect(rollBackRun(options)).rejects.toMatchObject({ code: 'confirmation_needed' })
    const questions: JobQuestion[] = []
    const ask = (question: JobQuestion): Promise<boolean> => Promise.resolve(questions.push(question) > 0)
    expect(await rollBackRun({ ...options, ask })).toMatchObject({ report: { end: 'complete' } })
    expect(questions).toMatchObject([{ question: 'rollback', users: 30 }])
    expect(sandbox.state().users).toHaveLength(0)
  })

  it('stop in good order when the signal is aborted, and go on', async () => {
    const { options, sandbox } = await start(200)
    const stop = new AbortController()
    const onEvent = ({ type }: JobEvent): void => {
      if (type === 'start') setTimeout(() => stop.abort(), 20)
    }
    const first = await importUsers({ ...options, rate: '100/1s', signal: stop.signal, onEvent })
    expect(first.end).toBe('interrupted')
    expect(await importUsers({ ...options, resume: true })).toMatchObject({ end: 'complete' })
    expect(sandbox.state().users).toHaveLength(200)
  })

  it.each([
    [undefined, 'canary', 2],
    [false, 'canary', 2],
    [true, 'complete', 30],
  ])('import the rest behind a canary only after a yes: %j', async (answer, end, users) => {
    const { options, sandbox } = await start()
    const ask = answer === undefined ? undefined : () => Promise.resolve(answer)
    expect(await importUsers({ ...options, canary: 2, ask })).toMatchObject({
      end,
      canary: { isVerified: true },
    })
    expect(sandbox.state().users).toHaveLength(users)
  })

  it('write nobody where webhooks fire and nobody has said yes', async () => {
    const hooks = [{ name: 'mail', events: ['User.Created'], url: 'https://crm.example.com/x' }]
    const { options, sandbox } = await start(3, { hooks })
    await expect(importUsers(options)).rejects.toMatchObject({ code: 'confirmation_needed' })
    expect(sandbox.state().users).toHaveLength(0)
    expect(await importUsers({ ...options, yes: true })).toMatchObject({ end: 'complete' })
  })

  it('say which option is wrong', async () => {
    const { options } = await start(1)
    await expect(importUsers({ ...options, limit: 0 })).rejects.toMatchObject({ reason: 'usage' })
    await expect(importUsers({ ...options, env: {} })).rejects.toMatchObject({ code: 'target_incomplete' })
    await expect(checkUsers({ ...options, files: '-' })).rejects.toMatchObject({ code: 'no_input' })
  })
})
