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
