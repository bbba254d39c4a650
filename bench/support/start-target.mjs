// The sandbox in a process of its own, as the target of a bench.
import { fork } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'

if (process.send) {
  process.once('disconnect', () => process.exit())
  process.once('message', async ({ dist, options }) => {
    const { startSandbox } = await import(new URL('sandbox/start-sandbox.js', dist).href)
    const { servers, ...sandbox } = options
    const { url } = await startSandbox({ ...sandbox, effects: servers && { now, sleep: queueFor(servers) } })
    process.send(url)
  })
}

const now = () => performance.timeOrigin + performance.now()

/** Lets so many requests wait out the latency at once, the others before it: a target of limited capacity. */
function queueFor(servers) {
  const waiting = []
  let busy = 0
  const serve = ({ delayMs, done }) => {
    busy += 1
    setTimeout(() => {
      busy -= 1
      done()
      if (waiting.length > 0) serve(waiting.shift())
    }, delayMs)
  }
  return (delayMs) =>
    new Promise((done) => {
      if (busy < servers) serve({ delayMs, done })
      else waiting.push({ delayMs, done })
    })
}

/**
 * @param options of the sandbox; `servers`: how many requests it works on at once, `latencyMs` each
 * @param dist folder of the built program
 * @returns its address, the LOGTO_* settings that reach it, and how to end it
 */
export const startTarget = (dist, options = {}) =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the target ended with ${code}`)))
    child.once('message', (url) => {
      const env = {
        LOGTO_ENDPOINT: url,
        LOGTO_APP_ID: 'sandbox-app',
        LOGTO_APP_SECRET: 'sandbox-secret',
      }
      resolve({ url, env, close: () => child.kill() })
    })
    child.send({ dist: pathToFileURL(`${dist}/`).href, options })
  })
