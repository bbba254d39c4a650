import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { open, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { cliPath } from '../support/run-cli.js'
import { startRehearsal } from '../support/sandbox-process.js'

const named = ['--source', 'generic']

describe('a pipe that gives nothing', () => {
  it.each([
    ['check', ['pipe']],
    ['check of what is not named', ['pipe', ...named]],
    ['inspect', ['pipe']],
    ['import', ['pipe', ...named, '--yes']],
    ['verify', ['pipe', ...named]],
    ['verify', ['people.csv', ...named, '--passwords', 'pipe']],
  ])('%s %j ends when it is told to, with nobody at the other end', async (name, args) => {
    const { run, path } = await startRehearsal()
    await writeFile(path('people.csv'), 'id,email\n1,a@example.com\n')
    execFileSync('mkfifo', [path('pipe')])
    const stop = new AbortController()
    const ended = run([name.split(' ')[0]!, ...args], { signal: stop.signal })
    await setTimeout(100)
    stop.abort('SIGTERM')
    expect(await ended).toMatchObject({ exitCode: 130, stderr: expect.stringContaining('interrupted') })
  })

  it('… and with somebody there who does not write', async () => {
    const { run, path } = await startRehearsal()
    execFileSync('mkfifo', [path('pipe')])
    const stop = new AbortController()
    const ended = run(['check', 'pipe'], { signal: stop.signal })
    const writer = await untilRead(path('pipe'))
    onTestFinished(() => writer.close())
    await writer.write('{"id":"1","email":"a@example.com"}\n')
    stop.abort('SIGTERM')
    expect(await ended).toMatchObject({ exitCode: 130 })
  })
})

it('users that are written to a pipe nobody reads end with a signal, and arrive where somebody does', async () => {
  const { spawn, run, sandbox, path } = await startRehearsal()
  execFileSync('mkfifo', [path('pipe')])
  await writeFile(path('people.csv'), 'id,email\n1,ada@example.com\n')
  await run(['import', 'people.csv', ...named, '--yes'])
  const reader = open(path('pipe'), 'r')
  expect(await run(['users', '--out', 'pipe'])).toMatchObject({ exitCode: 0 })
  const file = await reader
  expect(await file.readFile('utf8')).toContain('ada@example.com')
  await file.close()
  sandbox.resetStats()
  const stopped = await spawn(['users', '--out', 'pipe'], {
    onStart: (child) => void stopTwice(child, () => sandbox.stats().requests['GET /api/users'] !== undefined),
  })
  expect([130, 'SIGINT']).toContain(stopped.exitCode ?? stopped.signal)
})

it('what is decompressed and holds nothing but blank lines is left at once', async () => {
  const { run, path } = await startRehearsal()
  await writeFile(path('blank.csv.gz'), gzipSync(`id,email\n${'\n'.repeat(32 << 20)}`))
  const stop = new AbortController()
  const ended = run(['check', 'blank.csv.gz'], { signal: stop.signal })
  await setTimeout(100)
  stop.abort('SIGTERM')
  expect(await ended).toMatchObject({ exitCode: 130 })
})

it.each(['leaveNow', 'leaveOnceStuck'])('%s ends a process that a thread holds', async (how) => {
  const { path } = await startRehearsal()
  execFileSync('mkfifo', [path('pipe')])
  const leaver = pathToFileURL(resolve(cliPath, '../leave-process.js')).href
  const script = `
    import { open } from 'node:fs/promises'
    import { createLeaver } from '${leaver}'
    const leaver = createLeaver(process, 130)
    process.on('SIGINT', () => undefined)
    process.on('exit', () => console.log('the terminal is put back'))
    open('pipe')
    leaver.${how}(() => undefined)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: path() })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const end = await new Promise((resolve) => child.once('close', (...end) => resolve(end)))
  expect(end).toEqual([null, 'SIGINT'])
  expect(said).toBe('the terminal is put back\n')
})

const stopTwice = async (child: ChildProcess, isAtWork: () => boolean): Promise<void> => {
  while (!isAtWork()) await setTimeout(20)
  child.kill('SIGTERM')
  await setTimeout(200)
  child.kill('SIGTERM')
}

/** Opening a pipe for writing fails as long as nobody reads it. */
const untilRead = async (path: string) => {
  while (true) {
    const writer = await open(path, constants.O_WRONLY | constants.O_NONBLOCK).catch(() => undefined)
    if (writer !== undefined) return writer
    await setTimeout(5)
  }
}
