import { spawnTracked } from './spawn-tracked.mjs'

const managementApi = 'https://default.logto.app/api'

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
  const child = spawnTracked(process.execPath, [cli, 'sandbox', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
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

  const askApi = async (method, path, body) => {
    const form = { grant_type: 'client_credentials', resource: managementApi, scope: 'all' }
    const { LOGTO_APP_ID: id, LOGTO_APP_SECRET: secret } = environment
    const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
    const token = await fetch(`${url}/oidc/token`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form),
    })
    const { access_token: bearer } = await token.json()
    const response = await fetch(`${url}/api/${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${method} ${path}: expected 2xx, got ${response.status}`)
  }

  return {
    url,
    environment,
    /** Whether somebody is let in, as Logto's sign-in page does it. */
    signIn: async (identifier, password) => {
      const body = JSON.stringify({ identifier, password })
      const response = await fetch(`${url}/__sandbox/sign-in`, { method: 'POST', body })
      await response.arrayBuffer()
      return response.status === 200
    },
    /** As somebody in the Console would. */
    setPassword: (userId, password) => askApi('PATCH', `users/${userId}/password`, { password }),
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
