// How the trickle service does with a full store: node bench/trickle.mjs [--hashes 300000] [--rate 200] [--seconds 20] [--costly 0.02]
// --costly: the share of tries that meet a bcrypt hash of cost 10 over another hash.
// Logto is a stub on loopback that answers at once; half of the tries are right, each by another person.
import { spawn } from 'node:child_process'
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bcrypt } from 'hash-wasm'
import { openLegacyStore } from '../dist/legacy-passwords/store/open-legacy-store.js'

const { values } = parseArgs({
  options: {
    hashes: { type: 'string', default: '300000' },
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '20' },
    costly: { type: 'string', default: '0' },
  },
})
const [hashes, rate, seconds] = [values.hashes, values.rate, values.seconds].map(Number)
const costlyShare = Number(values.costly)
const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'trickle-bench-'))
const run = join(folder, 'run')
await mkdir(run)
const key = randomBytes(32)
const secret = randomBytes(32).toString('hex')

/** SHA-1 of salt and password with bytes that no text is: cheap, and no digest for Logto. */
const saltedSha1 = () => {
  const salt = Buffer.from('ff00fe01', 'hex')
  const digest = createHash('sha1').update('old-secret').update(salt).digest()
  return { source: 'ldap', hash: `{SSHA}${Buffer.concat([digest, salt]).toString('base64')}`, params: {} }
}

const entry = saltedSha1()
/** Meteor's: bcrypt over the hex of SHA-256. Every so many-th person has one. */
const costlyEntry = {
  source: 'meteor',
  hash: await bcrypt({
    password: createHash('sha256').update('old-secret').digest('hex'),
    salt: randomBytes(16),
    costFactor: 10,
    outputType: 'encoded',
  }),
  params: {},
}
const isCostly = (index) => costlyShare > 0 && index % Math.round(1 / costlyShare) === 0
const filledFrom = performance.now()
const store = await openLegacyStore(join(run, 'legacy-passwords.mdb'), key, 'create')
for (let from = 0; from < hashes; from += 5000) {
  const ids = Array.from({ length: Math.min(5000, hashes - from) }, (_, index) => `user${from + index}`)
  await Promise.all(ids.map((id, index) => store.put(id, isCostly(from + index) ? costlyEntry : entry)))
}
await store.close()
const filledMs = performance.now() - filledFrom

const logto = createServer((request, response) => {
  response.setHeader('content-type', 'application/json')
  if (request.url === '/oidc/token') {
    response.end(JSON.stringify({ access_token: 'x', expires_in: 3600, token_type: 'Bearer', scope: 'all' }))
    return
  }
  const id = request.url.split('/').at(-1)
  response.end(
    JSON.stringify({ id, customData: {}, isSuspended: false, hasPassword: false, primaryEmail: null }),
  )
})
await new Promise((resolve) => logto.listen(0, '127.0.0.1', resolve))

const env = {
  PATH: process.env.PATH,
  LOGTO_ENDPOINT: `http://127.0.0.1:${logto.address().port}`,
  LOGTO_APP_ID: 'app',
  LOGTO_APP_SECRET: 'secret',
  LEGACY_STORE_KEY: key.toString('hex'),
  TRICKLE_SECRET: secret,
}
await writeFile(join(run, 'checkpoint.ndjson'), '')
const args = [cli, 'trickle', 'serve', '--port', '0', '--rate', 'off', '--run', run, '--json']
const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'ignore'] })
let url = ''
for await (const line of createInterface({ input: child.stdout })) {
  url = JSON.parse(line).url
  break
}

/** Right passwords that got a no: Logto did not answer in time. */
let refused = 0

const verify = async (index) => {
  const password = index % 2 === 0 ? 'old-secret' : 'wrong'
  const identifier = { type: 'email', value: `user${index}@example.com` }
  const body = JSON.stringify({ userId: `user${index % hashes}`, identifier, password })
  const timestamp = String(Math.floor(Date.now() / 1000))
  const nonce = randomUUID()
  const signature = createHmac('sha256', secret).update(`${timestamp}.${nonce}.${body}`).digest('hex')
  const headers = {
    'x-trickle-timestamp': timestamp,
    'x-trickle-nonce': nonce,
    'x-trickle-signature': signature,
  }
  const from = performance.now()
  const answer = await fetch(`${url}/verify`, { method: 'POST', headers, body })
  const { result } = await answer.json()
  if (result === 'right' && index % 2 === 1) throw new Error(`try ${index}: a wrong password was taken`)
  if (result !== 'right' && index % 2 === 0) refused += 1
  return performance.now() - from
}

const metric = async (name) => {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(new RegExp(`^${name} ([\\d.e+]+)$`, 'm').exec(text)?.[1])
}

await new Promise((resolve) => setTimeout(resolve, 1100))
for (let index = 0; index < 200; index += 1) await verify(index)
const rssBefore = await metric('process_resident_memory_bytes')
const latencies = []
const costlyMs = []
const startedAt = performance.now()
const total = rate * seconds
const pending = []
for (let index = 0; index < total; index += 1) {
  const dueMs = startedAt + (index * 1000) / rate - performance.now()
  if (dueMs > 1) await new Promise((resolve) => setTimeout(resolve, dueMs))
  pending.push(
    verify(200 + index).then((ms) => (isCostly((200 + index) % hashes) ? costlyMs : latencies).push(ms)),
  )
}
await Promise.all(pending)
const tookSeconds = (performance.now() - startedAt) / 1000
const rssAfter = await metric('process_resident_memory_bytes')
const text = await (await fetch(`${url}/metrics`)).text()
const ownBelow20 = Number(/^trickle_own_seconds_bucket\{le="0\.02"\} (\d+)$/m.exec(text)?.[1])
const ownAll = Number(/^trickle_own_seconds_count (\d+)$/m.exec(text)?.[1])
const percentilesOf = (list) => {
  const sorted = list.toSorted((a, b) => a - b)
  const at = (share) => Math.round(sorted[Math.floor(sorted.length * share)] * 10) / 10
  return { tries: list.length, p50: at(0.5), p99: at(0.99) }
}
console.log(
  JSON.stringify({
    hashes,
    filledSeconds: Math.round(filledMs / 100) / 10,
    triesPerSecond: Math.round(total / tookSeconds),
    latencyMs: percentilesOf(latencies),
    ...(costlyMs.length > 0 && { costlyMs: percentilesOf(costlyMs) }),
    refused,
    ownUnder20ms: Math.round((ownBelow20 / ownAll) * 10_000) / 100,
    rssMb: [rssBefore, rssAfter].map((bytes) => Math.round(bytes / 1e6)),
  }),
)
child.kill('SIGTERM')
await new Promise((resolve) => child.once('exit', resolve))
logto.close()
await rm(folder, { recursive: true, force: true })
