import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { waitForMoment } from './kill-moment.mjs'
import { spawnTracked } from './spawn-tracked.mjs'

const shiftClock = fileURLToPath(new URL('./shift-clock.mjs', import.meta.url))

const commonFlags = ['--config', 'crash.config.mjs', '--json']

/**
 * What a session does, its run folder, and the file in it in which it can be followed.
 *
 * @param more flags of its own
 */
export const importJob = (more = [], { run = 'run', rate = 'off' } = {}) => ({
  run,
  journal: 'checkpoint.ndjson',
  args: [
    'import',
    'people.ndjson',
    '--source',
    'generic',
    '--run',
    run,
    '--rate',
    rate,
    ...commonFlags,
    ...more,
  ],
})

/** @param more what else may be deleted */
export const rollbackJob = (more = []) => ({
  run: 'run',
  journal: 'rollback.ndjson',
  args: ['rollback', 'run', '--yes', '--rate', 'off', ...commonFlags, ...more],
})

const urlTemplate = 'https://app.example.com/welcome?token={token}&email={email}'

export const linksJob = {
  run: 'run',
  journal: 'links.ndjson',
  lines: ['intend', 'token'],
  args: ['links', '--run', 'run', '--url-template', urlTemplate, '--rate', 'off', ...commonFlags],
}

/**
 * One `logto-migrate import` or `rollback`, killed at the moment unless it ends before.
 *
 * @param moment undefined lets it run to its end
 * @returns exit code (null when killed), at what it was killed, what it printed, how long it lived
 */
export const runSession = async (options, moment) => {
  const session = await startSession(options)
  if (moment !== undefined) {
    session.waitFor(moment).then((what) => {
      if (what !== undefined) session.kill(what)
    })
  }
  return session.ended
}

/** The same in steps. */
export const startSession = async ({ cli, folder, environment, boundMs, job = importJob(), clockMs = 0 }) => {
  const startedAtMs = performance.now()
  const checkpoint = join(folder, job.run, job.journal)
  const startBytes = await stat(checkpoint).then(
    ({ size }) => size,
    () => 0,
  )
  const child = spawnTracked(
    process.execPath,
    [...(clockMs === 0 ? [] : ['--import', shiftClock]), cli, ...job.args],
    {
      cwd: folder,
      env: { PATH: process.env.PATH, ...environment, CRASH_CLOCK_MS: String(clockMs) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const output = collect(child)
  let isOver = false
  let killedAt
  let bound
  /** A session that comes to no end by itself is not one that was killed. */
  const boundFromNow = () => {
    clearTimeout(bound)
    bound = setTimeout(() => {
      killedAt = 'bound'
      child.kill('SIGKILL')
    }, boundMs)
  }
  boundFromNow()
  const ended = new Promise((resolve) => {
    child.once('close', (code, signal) => {
      isOver = true
      clearTimeout(bound)
      const lifeMs = performance.now() - startedAtMs
      resolve({ code, isKilled: signal === 'SIGKILL', killedAt, lifeMs, ...output() })
    })
  })
  return {
    ended,
    isOver: () => isOver,
    /** What has come; undefined when the session ended before. */
    waitFor: (moment) => waitForMoment(moment, checkpoint, startBytes, () => isOver),
    kill: (why) => {
      killedAt = why
      child.kill('SIGKILL')
    },
    suspend: () => {
      clearTimeout(bound)
      child.kill('SIGSTOP')
    },
    wake: () => {
      boundFromNow()
      child.kill('SIGCONT')
    },
  }
}

const collect = (child) => {
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (chunk) => (stdout += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr += chunk))
  return () => ({ stdout, stderr })
}
