import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { requestToken, send } from '../sandbox/sandbox-client.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'

const fast = ['--rate', 'off', '--json']

const writeUsers = (rehearsal: Rehearsal, users: object[]): Promise<void> =>
  writeFile(rehearsal.path('users.ndjson'), users.map((user) => `${JSON.stringify(user)}\n`).join(''))

const verify = async (rehearsal: Rehearsal, args: string[] = ['users.ndjson']) => {
  const { stdout, exitCode } = await rehearsal.run(['verify', ...args, ...fast])
  return { exitCode, ...JSON.parse(stdout) }
}

describe('verify proves nothing by looking at nobody', () => {
  it.each([
    ['nobody was imported', [{ id: 'a', email: 'no address' }], '1 records were not imported'],
    ['the source is empty', [], 'the source holds no record'],
  ])('%s', async (_, users, reason) => {
    const rehearsal = await startRehearsal()
    await writeUsers(rehearsal, users)
    const found = await verify(rehearsal, ['users.ndjson', '--source', 'generic'])
    expect(found).toMatchObject({ exitCode: 1, isVerified: false, compared: { users: 0 } })
    expect(found.reasons.join()).toContain(`nobody was compared: ${reason}`)
  })

  it('everybody was there before the run', async () => {
    const rehearsal = await startRehearsal()
    const headers = { authorization: `Bearer ${await requestToken(rehearsal.sandbox.url)}` }
    await send(`${rehearsal.sandbox.url}/api/users`, 'POST', headers, { primaryEmail: 'ann@example.com' })
    await writeUsers(rehearsal, [{ id: 'a', email: 'ann@example.com' }])
    await rehearsal.run(['import', 'users.ndjson', ...fast])
    const text = await rehearsal.run(['verify', 'users.ndjson', '--rate', 'off'])
    expect(text.stdout).toContain('Not verified: nobody was compared: 0 records were not imported, 1 users')
    expect(text.exitCode).toBe(1)
  })

  it('no known password has an account that comes with one', async () => {
    const rehearsal = await startRehearsal()
    await writeUsers(rehearsal, [{ id: 'a', email: 'ann@example.com' }])
    await rehearsal.run(['import', 'users.ndjson', ...fast])
    await writeFile(rehearsal.path('known.csv'), 'key,password\na,secret\n')
    expect(await verify(rehearsal, ['users.ndjson', '--passwords', 'known.csv'])).toMatchObject({
      exitCode: 1,
      isVerified: false,
    })
  })
})

describe('verify of a live source', () => {
  const configOf = (name: string): string =>
    `export default { source: { preset: 'generic', records: async function* () {
      for (let n = 1; n <= 3; n += 1) yield { id: 'k' + n, email: 'user' + n + '@example.com', name: ${name} }
    } } }\n`

  it('compares with the records that it gives now', async () => {
    const rehearsal = await startRehearsal()
    await writeFile(rehearsal.path('migrate.config.mjs'), configOf(`'User ' + n`))
    const config = ['--config', 'migrate.config.mjs']
    expect((await rehearsal.run(['import', ...config, ...fast])).exitCode).toBe(0)
    expect(await verify(rehearsal, config)).toMatchObject({
      exitCode: 0,
      by: 'checkpoint',
      compared: { users: 3, same: 3 },
    })
    // Under another name: a process loads a module once.
    await writeFile(rehearsal.path('later.config.mjs'), configOf(`n === 2 ? 'Other' : 'User ' + n`))
    expect(await verify(rehearsal, ['--config', 'later.config.mjs'])).toMatchObject({
      exitCode: 1,
      compared: { same: 2, different: 1, fields: { name: 1 } },
    })
  })
})

describe('verify and what the run knows to be undone', () => {
  const expired = {
    id: 'a',
    email: 'ann@example.com',
    passwordDigest: '$2b$04$mV7zNyhKMiTQmbCYTeMOVO5MHi8Vv0kTXuW9FVDsxBR1fhLPfLuIe',
    isPasswordExpired: true,
  }

  it('a refused step that the target does not show is a difference until a retry brings it in', async () => {
    const rehearsal = await startRehearsal()
    await writeUsers(rehearsal, [expired, { id: 'b', email: 'bob@example.com' }])
    expect((await rehearsal.run(['import', 'users.ndjson', ...fast])).exitCode).toBe(1)
    expect(await verify(rehearsal)).toMatchObject({
      exitCode: 1,
      compared: { users: 2, same: 1, different: 1, fields: { refused: 1 } },
    })
  })

  it('a step that was never sent is one, too', async () => {
    const rehearsal = await startRehearsal()
    await writeUsers(rehearsal, [{ id: 'a', email: 'ann@example.com', roles: ['Editor'] }])
    await writeFile(
      rehearsal.path('migrate.config.mjs'),
      'export default { source: { preset: "generic" }, roles: { createMissing: true } }\n',
    )
    rehearsal.sandbox.setFaults({
      error5xxBeforeCommit: { probability: 1, statuses: [503], routes: ['POST /api/roles/:id/users'] },
    })
    const config = ['--config', 'migrate.config.mjs']
    await rehearsal.spawn(['import', 'users.ndjson', ...config, ...fast], {
      onStart: (child) => {
        const timer = setInterval(() => {
          if (rehearsal.sandbox.state().users.length > 0) setTimeout(() => child.kill('SIGKILL'), 500)
        }, 20)
        child.once('close', () => clearInterval(timer))
      },
    })
    rehearsal.sandbox.setFaults({})
    const found = await verify(rehearsal, ['users.ndjson', ...config])
    expect(found).toMatchObject({ exitCode: 1, compared: { fields: { unfinished: 1 } } })
  })
})
