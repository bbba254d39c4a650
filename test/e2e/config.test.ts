import { readFile, writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'

it('a TypeScript config with defineConfig changes, drops and survives a map() that throws', async () => {
  const { run, sandbox, path } = await startRehearsal()
  const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id, primaryEmail: `${id}@example.org`, crm: `crm-${id}` }))
  await writeFile(path('users.ndjson'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  await writeFile(
    path('migrate.config.ts'),
    `import { defineConfig } from 'logto-migrate'
     export default defineConfig({
       source: { preset: 'generic', files: 'users.ndjson' },
       rate: 'off',
       run: 'from-config',
       map(user, record) {
         if (record.id === 'b') return null
         if (record.id === 'c') throw new Error('crm is down')
         user.customData = { crmId: record.crm as string }
         return user
       },
     })`,
  )
  const result = await run(['import', '--json', '--run', 'from-flag'])
  expect(JSON.parse(result.stdout)).toMatchObject({ counts: { created: 2, rejected: 1, skipped: 1 } })
  expect(result.exitCode).toBe(1)
  expect(sandbox.state().users.map(({ customData }) => customData['crmId'])).toEqual(['crm-a', 'crm-d'])
  const rejected = await readFile(path('from-flag', 'rejected.ndjson'), 'utf8')
  expect(JSON.parse(rejected)).toMatchObject({ ordinal: 3, sourceKey: 'c', codes: ['map_failed'] })
  expect(rejected).toContain('crm is down')
})

it('a mapped column that may come late in documents is said at the end when it never came', async () => {
  const { run, path } = await startRehearsal()
  const rows = Array.from({ length: 300 }, (_, n) => ({
    id: `u${n}`,
    email: `u${n}@example.com`,
    // Documents, not a table: the first ones differ already.
    ...(n % 2 === 0 && { note: 'x' }),
    ...(n === 250 && { phoneBook: '+14155550123' }),
  }))
  await writeFile(path('users.ndjson'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  const check = async (columns: object) => {
    await writeFile(path('migrate.config.json'), JSON.stringify({ source: { preset: 'generic', columns } }))
    const { stdout, stderr } = await run(['check', 'users.ndjson', '--json'])
    return { report: JSON.parse(stdout) as { valid: number }, stderr }
  }
  const late = await check({ phoneBook: 'primaryPhone' })
  expect(late.report.valid).toBe(300)
  expect(late.stderr).not.toContain('columns_absent')
  const never = await check({ phoneBook: 'primaryPhone', Kostenstelle: 'name' })
  expect(never.report.valid).toBe(300)
  expect(never.stderr + JSON.stringify(never.report)).toContain(
    'source.columns names \\"Kostenstelle\\"; no record has that.',
  )
})
