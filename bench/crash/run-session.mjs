import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { waitForMoment } from './kill-moment.mjs'

/**
 * One `logto-migrate import`, killed at the moment unless it ends before.
 *
 * @param moment undefined lets it run to its end
 * @returns exit code (null when killed), at what it was killed, what it printed, how long it lived
 */
export const runSession = async ({ cli, folder, environment, boundMs, more = [] }, moment) => {
  const startedAtMs = performance.now()
  const checkpoint = join(folder, 'run', 'checkpoint.ndjson')
  const startBytes = await stat(checkpoint).then(
    ({ size }) => size,
    () => 0,
  )
  const flags = [
    '--source',
    'generic',
    '--run',
    'run',
    '--rate',
    'off',
    '--config',
    'crash.config.mjs',
    ...more,
  ]
  const child = spawn(process.execPath, [cli, 'import', 'people.ndjson', ...flags, '--json'], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = collect(child)
  let isOver = false
  let killedAt
  const ended = new Promise((resolve) => {
    child.once('close', (code, signal) => {
      isOver = true
      resolve({ code, signal })
    })
  })
  const bound = setTimeout(() => child.kill('SIGKILL'), boundMs)
  if (moment !== undefined) {
    waitForMoment(moment, checkpoint, startBytes, () => isOver).then((what) => {
      if (what === undefined) return
      killedAt = what
      child.kill('SIGKILL')
    })
  }
  const { code, signal } = await ended
  clearTimeout(bound)
  const lifeMs = performance.now() - startedAtMs
  return { code, isKilled: signal === 'SIGKILL', killedAt, lifeMs, ...output() }
}

const collect = (child) => {
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (chunk) => (stdout += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr += chunk))
  return () => ({ stdout, stderr })
}
