// Requests per user by what the user brings along, as the target counts them, and by route.
//
//   npm run build && node bench/requests.mjs [--users 10000] [--dist dist]
//
// Each shape is imported by the built program into a sandbox of its own, unpaced. The last two have 3 roles and
// 2 organizations with roles each: in two organizations that everybody is in, which must stay within 1.05
// requests a user, and spread over a hundred, each of which costs one request to make, one for its members and
// one for each of its roles. The first is imported once more, into a run of its own: whoever is there must cost at
// most 0.03 requests. All others cost what their steps cost, and a few requests once.
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { users: { type: 'string', default: '10000' }, dist: { type: 'string', default: 'dist' } },
})
const userCount = Number(values.users)
const dist = resolve(values.dist)
const { startSandbox } = await import(pathToFileURL(join(dist, 'sandbox/start-sandbox.js')).href)

const roles = ['reader', 'writer', 'auditor', 'support', 'billing']
const organizationRoles = ['owner', 'admin', 'member']
const pick = (list, n, count) => Array.from({ length: count }, (_, index) => list[(n + index) % list.length])
const memberships = (organizationCount) => (n) => ({
  roles: pick(roles, n, 3),
  organizations: [n, n + 1].map((at) => ({
    name: `Organization ${at % organizationCount}`,
    roles: [organizationRoles[at % 3]],
  })),
})

/** Token, first look at the tenant, and the like: at most so many requests, however many the users. */
const fewOnce = 20

const shapes = [
  { title: 'plain', most: 1, make: () => ({}) },
  { title: 'with an identity', most: 2, make: (n) => ({ identities: { google: { userId: `g${n}` } } }) },
  { title: 'suspended', most: 2, make: () => ({ isSuspended: true }) },
  { title: 'with TOTP', most: 2, make: () => ({ mfa: [{ type: 'Totp', secret: 'JBSWY3DPEHPK3PXP' }] }) },
  { title: '3 roles, 2 organizations with roles', most: 1.05, once: 0, make: memberships(2) },
  { title: 'the same, of 100 organizations', most: 1.01, once: 500 + fewOnce, make: memberships(100) },
]
/** Everybody was imported by another run before. */
const identified = (n) => ({ username: `u_${n}`, primaryPhone: `+4930900${String(n).padStart(6, '0')}` })
const thereAlready = {
  title: 'there already, three identifiers',
  most: 0.03,
  make: identified,
  isThere: true,
}
const oneOfThree = {
  title: 'there already, one of three identifiers',
  most: 0.03,
  make: (n) =>
    Object.fromEntries([Object.entries({ ...identified(n), primaryEmail: `u.${n}@example.com` })[n % 3]]),
  isThere: true,
}

const results = []
for (const { title, most, once = fewOnce, make, isThere } of [thereAlready, oneOfThree, ...shapes]) {
  results.push({ title, limit: Math.round(most * userCount + once), ...(await measure(make, isThere)) })
}

console.table(
  results.map(({ title, limit, total }) => ({
    shape: title,
    users: userCount,
    requests: total,
    'per user': Number((total / userCount).toFixed(4)),
    'at most': limit,
  })),
)
for (const { title, requests } of results.slice(-2)) {
  console.log(`${title}:`)
  console.table(
    Object.entries(requests)
      .sort(([, a], [, b]) => b - a)
      .map(([route, count]) => ({ route, requests: count })),
  )
}
const missed = results.filter(({ total, limit }) => total > limit)
console.log(missed.length === 0 ? 'held' : `MISSED: ${missed.map(({ title }) => title).join('; ')}`)
process.exitCode = missed.length === 0 ? 0 : 1

async function measure(make, isThere) {
  const folder = await mkdtemp(join(tmpdir(), 'logto-migrate-bench-'))
  const sandbox = await startSandbox({})
  try {
    const lines = Array.from({ length: userCount }, (_, n) =>
      JSON.stringify({ id: `u${n}`, primaryEmail: `u${n}@example.com`, ...make(n) }),
    )
    await writeFile(join(folder, 'users.ndjson'), `${lines.join('\n')}\n`)
    const create = { createMissing: true }
    const config = { roles: create, organizations: { ...create, roles: create } }
    await writeFile(join(folder, 'migrate.config.ts'), `export default ${JSON.stringify(config)}\n`)
    await runImport(folder, sandbox.url)
    if (isThere) {
      sandbox.resetStats()
      await runImport(folder, sandbox.url, ['--run', 'again'])
    }
    const { requests, arrivals } = sandbox.stats()
    checkMemberships(sandbox.state(), make)
    return { total: arrivals.count, requests }
  } finally {
    await sandbox.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function runImport(cwd, endpoint, more = []) {
  const args = ['import', 'users.ndjson', '--source', 'generic', '--rate', 'off', '--quiet', ...more]
  const child = spawn(process.execPath, [join(dist, 'cli.js'), ...args], {
    cwd,
    env: {
      PATH: process.env.PATH,
      LOGTO_ENDPOINT: endpoint,
      LOGTO_APP_ID: 'sandbox-app',
      LOGTO_APP_SECRET: 'sandbox-secret',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise((done) => child.once('close', done))
  const [talk, code] = await Promise.all([text(child.stderr), ended])
  if (code !== 0) throw new Error(`the import ended with ${code}: ${talk}`)
}

/** Few requests are worth nothing when somebody lacks what the record says. */
function checkMemberships({ users }, make) {
  const { roles: wantedRoles = [], organizations = [] } = make(0)
  const complete = users.filter(
    (user) =>
      user.roleIds.length === wantedRoles.length &&
      user.organizations.length === organizations.length &&
      user.organizations.every(({ organizationRoleIds }) => organizationRoleIds.length === 1),
  )
  if (complete.length !== userCount) throw new Error(`${complete.length} of ${userCount} users are complete`)
}
