// What a newer export costs: 10,000 users with roles, organizations, identities and second factors, of whom 1 % have
// changed, 0.5 % are new and 0.2 % are gone. Counts the requests by route and compares the target with the newer
// export. Exit code 1 when it took 300 requests or more, or when anything differs.
//
//   npm run build && node bench/delta.mjs [--users 10000] [--changes 1 (at most, of each changed user)] [--cli dist/cli.js]
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compareTarget } from './crash/compare-target.mjs'
import { addedPerson, changePerson } from './crash/make-people.mjs'
import { createRandom } from './crash/seeded-random.mjs'
import { startTarget } from './crash/start-target.mjs'

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '10000' },
    changes: { type: 'string', default: '1' },
    cli: { type: 'string', default: fileURLToPath(new URL('../dist/cli.js', import.meta.url)) },
  },
})
const users = Number(values.users)
const mostChanges = Number(values.changes)
const cli = resolve(values.cli)
const most = Math.floor(users * 0.03)
const random = createRandom(5)

const makePerson = (number) => {
  const person = addedPerson(random, number)
  // The made-up phone numbers end at 9,999.
  if (number > 9999) delete person.record.primaryPhone
  person.record.primaryEmail ??= `Person.${number}@example.com`
  return person
}

const folder = await mkdtemp(join(tmpdir(), 'delta-bench-'))
const config = {
  roles: { createMissing: true },
  organizations: { createMissing: true, roles: { createMissing: true } },
}
await writeFile(join(folder, 'bench.config.mjs'), `export default ${JSON.stringify(config)}\n`)
const target = await startTarget(cli, { seed: 1, latencyMs: [0, 0] })

const runImport = async (people, flags) => {
  const lines = people.map(({ record }) => JSON.stringify(record))
  await writeFile(join(folder, 'people.ndjson'), `${lines.join('\n')}\n`)
  await target.resetStats()
  const settings = ['--source', 'generic', '--run', 'run', '--rate', 'off', '--config', 'bench.config.mjs']
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, 'import', 'people.ndjson', ...settings, '--yes', '--json', ...flags],
    { cwd: folder, env: { PATH: process.env.PATH, ...target.environment }, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`expected exit code 0, got ${status}: ${stderr}${stdout}`)
  return { counts: JSON.parse(stdout).counts, requests: (await target.readStats()).requests }
}

const total = (requests) => Object.values(requests).reduce((sum, count) => sum + count, 0)

try {
  const people = Array.from({ length: users }, (_, index) => makePerson(index + 1))
  const first = await runImport(people, [])
  console.log(`first export: ${users} users, ${total(first.requests)} requests`)

  const gone = Math.round(users * 0.002)
  const changed = Math.round(users * 0.01)
  const added = Math.round(users * 0.005)
  const newer = people
    .slice(gone)
    .map((person, index) =>
      index < changed ? changePerson(random, person, index + 1 + gone, mostChanges) : person,
    )
  for (let count = 1; count <= added; count += 1) newer.push(makePerson(users + count))
  const flags = ['--delta', '--vanished', 'delete', '--delete-missing-memberships']
  const second = await runImport(newer, [...flags, '--recreate-on-password-change'])
  const { counts, details } = compareTarget(await target.readState(), newer, people)
  const differences = Object.values(counts).reduce((sum, count) => sum + count, 0)

  console.log(`newer export: ${changed} changed, ${added} new, ${gone} gone`)
  console.log(`outcomes: ${JSON.stringify(second.counts)}`)
  for (const [route, count] of Object.entries(second.requests).sort(([, a], [, b]) => b - a)) {
    console.log(`${String(count).padStart(7)}  ${route}`)
  }
  console.log(`${String(total(second.requests)).padStart(7)}  requests, fewer than ${most} allowed`)
  console.log(`${String(differences).padStart(7)}  differences between the target and the newer export`)
  for (const detail of details.slice(0, 20)) console.log(`         ${detail}`)
  process.exitCode = total(second.requests) < most && differences === 0 ? 0 : 1
} finally {
  await target.stop()
  await rm(folder, { recursive: true, force: true })
}
