// A bare undici loop as the baseline of bench/import.mjs: posts bodies that are ready, at one concurrency.
//   node bench/import-baseline.mjs <url> <bodies.ndjson> <concurrency> [count]
import { readFile } from 'node:fs/promises'
import { Pool } from 'undici'

const [url, path, concurrencyText, countText] = process.argv.slice(2)
const bodies = (await readFile(path, 'utf8')).trimEnd().split('\n')
const count = Math.min(bodies.length, Number(countText ?? Infinity))
const concurrency = Number(concurrencyText)
const pool = new Pool(url, { connections: concurrency, pipelining: 1 })

const token = await pool
  .request({
    method: 'POST',
    path: '/oidc/token',
    headers: {
      authorization: `Basic ${Buffer.from('sandbox-app:sandbox-secret').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      resource: 'https://default.logto.app/api',
      scope: 'all',
    }).toString(),
  })
  .then(({ body }) => body.json())

const headers = { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' }
let next = 0
let failed = 0
const work = async () => {
  while (next < count) {
    const body = bodies[next]
    next += 1
    const answer = await pool.request({ method: 'POST', path: '/api/users', headers, body })
    await answer.body.text()
    if (answer.statusCode !== 200) failed += 1
  }
}
const startMs = performance.now()
const startCpu = process.cpuUsage()
await Promise.all(Array.from({ length: concurrency }, work))
const elapsedMs = performance.now() - startMs
const { user, system } = process.cpuUsage(startCpu)
await pool.close()
console.log(JSON.stringify({ count, failed, elapsedMs, cpuMs: (user + system) / 1000 }))
