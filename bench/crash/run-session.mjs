import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { waitForMoment } from './kill-moment.mjs'

/** What a session does, and the file in the run folder in which it can be followed. */
export const importJob = (more = []) => ({
  journal: 'checkpoint.ndjson',
  args: ['import', 'people.ndjson', '--source', 'generic', '--run', 'run', ...commonFlags, ...more],
})

export const rollbackJob = {
  journal: 'rollback.ndjson',
  args: ['rollback', 'run', '--yes', '--rate', 'off', '--config', 'crash.config.mjs', '--json'],
}

const commonFlags = ['--rate', 'off', '--config', 'crash.config.mjs', '--json']

/**
 * One `logto-migrate import` or `rollback`, killed at the moment unless it ends before.
 *
 * @param moment undefined lets it run to its end
 * @returns exit code (null when killed), at what it was killed, what it printed, how long it lived
 */
export const runSession = async ({ cli, folder, environment, boundMs, job = importJob() }, moment) => {
  const startedAtMs = performance.now()
  const checkpoint = join(folder, 'run', job.journal)
  const startBytes = await stat(checkpoint).then(
    ({ size }) => size,
    () => 0,
  )
  const child = spawn(process.execPath, [cli, ...job.args], {
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
