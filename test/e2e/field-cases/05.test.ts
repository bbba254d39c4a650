import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { importCase, importText } from './import-case.js'

const name = '05-nested-secrets-in-customdata'

test('tokens and keys inside objects are kept out of customData and counted by name', async () => {
  const { exitCode, stderr, users } = await importCase(name)
  expect(exitCode, stderr).toBe(0)
  expect(users[0]!.customData).toMatchObject({
    settings: { theme: 'dark' },
    authData: { facebook: { id: '123' } },
  })
  expect(JSON.stringify(users)).not.toMatch(/ya29|1\/\/bbbb|sk_live|EAAdddd/)
  expect(stderr).toMatch(/Kept out as secret: access_token \(1\), refresh_token \(1\), api_key \(1\)/)
})

test('check lists what goes to customData and what is kept out of it', async () => {
  const { stdout } = await importCase(name, { command: 'check' })
  expect(stdout).toContain('1  settings.theme (all)')
  expect(stdout).toContain('Kept out as secret: access_token (1), refresh_token (1), api_key (1)')
  const { stdout: json } = await importCase(name, { command: 'check', args: ['--json'] })
  expect(JSON.parse(json)).toMatchObject({ keptOut: { access_token: 1, refresh_token: 1, api_key: 1 } })
})

test('customData.keep lets one through by name', async () => {
  const { users } = await importCase(name, { config: { customData: { keep: ['settings.api_key'] } } })
  expect(users[0]!.customData).toMatchObject({ settings: { theme: 'dark', api_key: 'sk_live_cccc' } })
  expect(JSON.stringify(users)).not.toMatch(/ya29|1\/\/bbbb|EAAdddd/)
})

test('a rejected record is written without what the mapping uses as a secret', async () => {
  const content = 'id,mailbox,feld7,feld8\n=1+1,not an address,Sommer-2024!,open\n'
  const { rejected, rehearsal } = await importText('users.csv', content, {
    args: ['--source', 'generic', '--yes'],
    config: {
      source: { columns: { mailbox: 'primaryEmail', feld7: 'password' } },
      password: { plaintext: true },
    },
  })
  expect(rejected).toContain('"feld8":"open"')
  expect(rejected).not.toContain('Sommer')
  const csv = await readFile(rehearsal.path('run', 'rejected.csv'), 'utf8')
  expect(csv).toContain(`"'=1+1"`)
  expect(csv).not.toContain('Sommer')
})

test('ids that a spreadsheet would calculate, and names of files that a terminal would act on', async () => {
  const content = '{"id":"=cmd|x","email":"ida@example.com"}\n{"id":"\\u001b[2J","email":"ole@example.com"}\n'
  const { exitCode, stderr, stdout, rehearsal } = await importText('us\u001b[31mers.ndjson', content, {
    args: ['--source', 'generic', '--yes'],
  })
  expect(exitCode, stderr).toBe(0)
  // oxlint-disable-next-line no-control-regex
  expect(`${stdout}${stderr}`).not.toMatch(/[\u0000-\u0008\u001b\u007f-\u009f]/)
  const idMap = await readFile(rehearsal.path('run', 'id-map.csv'), 'utf8')
  expect(idMap).toContain(`"'=cmd|x",`)
  expect(idMap).not.toContain('\u001b')
})
