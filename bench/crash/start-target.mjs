import { spawn } from 'node:child_process'

/** The sandbox in a process of its own, as `logto-migrate sandbox` serves it. */
export const startTarget = async (cli, { seed, latencyMs, readLagMs = 0, pool = 20 }) => {
  const [fromMs, toMs] = latencyMs
  const flags = [
    '--port',
    '0',
    '--json',
    '--seed',
    String(seed),
    '--latency',
    `${fromMs}-${toMs}`,
    '--pool',
    String(pool),
    '--read-lag',
    String(readLagMs),
  ]
  const child = spawn(process.execPath, [cli, 'sandbox', ...flags], { stdio: ['ignore', 'pipe', 'inherit'] })
  const { url, environment } = await readFirstLine(child)

  const call = async (method, path, body) => {
    const response = await fetch(`${url}/__sandbox/${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: expected 2xx, got ${response.status}`)
    return response.status === 204 ? undefined : response.json()
  }

  /** While the target refuses connections, its control calls fail too. */
  const insist = async (...request) => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await call(...request)
      } catch (error) {
        if (attempt >= 100) throw error
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  }

  return {
    url,
    environment,
    setFaults: (plan) => insist('PUT', 'faults', plan),
    setOptions: (options) => insist('PUT', 'options', options),
    readState: () => insist('GET', 'state'),
    readStats: () => insist('GET', 'stats'),
    resetStats: () => insist('POST', 'reset-stats'),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', resolve)
        child.kill('SIGKILL')
      }),
  }
}

const readFirstLine = (child) =>
  new Promise((resolve, reject) => {
    let text = ''
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)))
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
      if (text.includes('\n')) resolve(JSON.parse(text.slice(0, text.indexOf('\n'))))
    })
  })
