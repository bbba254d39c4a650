import { readRollback } from '../../src/checkpoint/read-rollback.js'
import { locateRun } from '../../src/checkpoint/run-folder.js'
import { appendFile, rm, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { acquireLock } from '../../src/checkpoint/lock.js'
import { leaveOut } from '../checkpoint/encode-entries.js'
import { createMissing, createPeople, openRun, type Run } from './open-run.js'

/** A run of three people into a tenant that holds somebody already. */
const importPeople = async (count = 3, config: object = createMissing): Promise<Run> => {
  const run = await openRun(createPeople(count), config)
  await run.call('POST', '/users', { primaryEmail: 'old@example.com' })
  expect(await run.run(['import'])).toMatchObject({ code: 0 })
  return run
}

const idOf = ({ sandbox }: Run, email: string): string =>
  sandbox.state().users.find(({ primaryEmail }) => primaryEmail === email)?.id ?? ''

const emailsOf = ({ sandbox }: Run): (string | null)[] =>
  sandbox.state().users.map(({ primaryEmail }) => primaryEmail)

/** Names of the roles for people, the organizations and their roles. */
const thingsOf = ({ sandbox }: Run): string[] => {
  const { roles, organizations, organizationRoles } = sandbox.state()
  const forPeople = roles.filter(({ type }) => type === 'User')
  return [...forPeople, ...organizations, ...organizationRoles].map(({ name }) => name)
}

const rollBack = async (run: Run, ...flags: string[]) => {
  const { code, stdout } = await run.run(['rollback', '--yes', '--json', ...flags])
  return { code, ...JSON.parse(stdout) }
}

describe('a rollback', () => {
  it('keeps who has signed in or was changed since, says so, and deletes them when told', async () => {
    const run = await importPeople(4)
    const signIn = { identifier: 'person1@example.com', password: 'right one' }
    await run.call('PATCH', `/users/${idOf(run, 'person1@example.com')}/password`, {
      password: signIn.password,
    })
    const answer = await fetch(`${run.sandbox.url}/__sandbox/sign-in`, {
      method: 'POST',
      body: JSON.stringify(signIn),
    })
    expect(answer.status).toBe(200)
    await run.call('PATCH', `/users/${idOf(run, 'person2@example.com')}`, {
      customData: { migratedFrom: { id: 'k2', run: 'another' } },
    })

    expect(await rollBack(run, '--dry-run')).toMatchObject({ code: 0, users: { deleted: 2, kept: 2 } })
    expect(emailsOf(run)).toHaveLength(5)

    const first = await rollBack(run)
    expect(first).toMatchObject({ code: 1, end: 'partial', users: { made: 4, deleted: 2, kept: 2 } })
    const kept = new Map<string, string[]>(
      first.kept.map(({ key, why }: { key: string; why: string[] }) => [key, why]),
    )
    expect(kept.get('k1')).toEqual(['signed_in'])
    expect(kept.get('k2')).toContain('other_run')
    expect(emailsOf(run)).toEqual(['old@example.com', 'person1@example.com', 'person2@example.com'])
    // They still hold the role and the organization.
    expect(first.things.map(({ did, why }: { did: string; why: string }) => `${did} ${why}`)).toEqual([
      'kept in_use',
      'kept in_use',
      'kept in_use',
    ])

    const blocked = await run.run(['import'])
    expect(blocked).toMatchObject({ code: 4 })
    expect(blocked.stderr).toContain('being rolled back')

    expect(await rollBack(run, '--include-signed-in')).toMatchObject({ users: { deleted: 3, kept: 1 } })
    const text = await run.run(['rollback', '--yes'])
    expect(text.stdout).toContain('Rolled back in part')
    expect(text.stdout).toContain('--include-changed deletes 1')
    const last = await rollBack(run, '--include-changed')
    expect(last).toMatchObject({ code: 0, end: 'complete', users: { made: 4, deleted: 4, kept: 0 } })
    expect(emailsOf(run)).toEqual(['old@example.com'])
    expect(thingsOf(run)).toEqual([])
  })

  it('finds a change of the user’s own row by its time, not the steps of the run itself', async () => {
    const run = await importPeople(2, createMissing)
    // Somebody without a step of the run: any later change shows, however soon.
    await run.call('PATCH', `/users/${idOf(run, 'person1@example.com')}`, { name: 'Ann' })
    expect(await rollBack(run)).toMatchObject({
      users: { deleted: 1, kept: 1 },
      kept: [{ key: 'k1', why: ['changed'] }],
    })
  })

  it('keeps a role and an organization that others use now, and an organization that lost its mark', async () => {
    const run = await importPeople(2)
    const { roles, organizations, organizationRoles } = run.sandbox.state()
    const old = idOf(run, 'old@example.com')
    const other = (await run.call('POST', '/organizations', { name: 'Other' })) as { id: string }
    await run.call('POST', `/organizations/${other.id}/users`, { userIds: [old] })
    await run.call('POST', `/organizations/${other.id}/users/roles`, {
      userIds: [old],
      organizationRoleIds: [organizationRoles[0]?.id],
    })
    const editor = roles.find(({ name }) => name === 'Editor')
    await run.call('POST', `/roles/${editor?.id}/users`, { userIds: [old] })
    await run.call('PATCH', `/organizations/${organizations[0]?.id}`, { customData: {} })
    const dry = await rollBack(run, '--dry-run')
    const real = await rollBack(run)
    expect(real.things).toEqual(dry.things)
    expect(real).toMatchObject({ code: 1, end: 'partial', users: { deleted: 2 } })
    expect(real.things).toEqual([
      expect.objectContaining({ kind: 'organization', did: 'kept', why: 'changed' }),
      expect.objectContaining({ kind: 'organizationRole', did: 'kept', why: 'in_use' }),
      expect.objectContaining({ kind: 'role', did: 'kept', why: 'in_use' }),
    ])
    const again = await rollBack(run, '--include-changed')
    expect(again).toMatchObject({ code: 1, end: 'complete' })
    expect(thingsOf(run)).toEqual(['Editor', 'Other', 'Owner'])
    expect(await readRollback(locateRun(run.path('run')))).toMatchObject({ deleted: 2, gone: 0 })
  })

  it('finds by their mark users whose create was never answered, and what was made without an answer', async () => {
    const run = await importPeople(3)
    const cut = leaveOut(await run.read('checkpoint.ndjson'), ['created', 'step', 'batch', 'made', 'close'])
    await writeFile(run.path('run', 'checkpoint.ndjson'), cut)
    expect(await rollBack(run)).toMatchObject({
      code: 0,
      end: 'complete',
      users: { made: 3, deleted: 3, unknown: 0 },
    })
    expect(emailsOf(run)).toEqual(['old@example.com'])
    expect(thingsOf(run)).toEqual([])
  })

  it('deletes the invitations that the run created, not those that were accepted, nor those of others', async () => {
    const run = await openRun([{ id: 'u', primaryEmail: 'ada@example.com' }])
    const customData = { migratedFrom: { id: 'org_1' } }
    const { id } = (await run.call('POST', '/organizations', { name: 'Acme', customData })) as { id: string }
    const invite = (email: string) => ({
      email,
      organization_id: 'org_1',
      expires_at: '2099-01-01T00:00:00Z',
    })
    await run.call('POST', '/organization-invitations', {
      invitee: 'own@example.com',
      organizationId: id,
      expiresAt: Date.parse('2099-01-01'),
      messagePayload: false,
    })
    const invitations = [invite('new@example.com'), invite('joined@example.com')]
    await writeFile(run.path('invitations.json'), JSON.stringify(invitations))
    const related = { invitations: run.path('invitations.json') }
    await writeFile(
      run.path('with-invitations.mjs'),
      `export default ${JSON.stringify({ source: { preset: 'generic', related } })}`,
    )
    const imported = await run.run(['import', '--config', run.path('with-invitations.mjs')])
    expect(imported).toMatchObject({ code: 0 })
    const inviteesOf = () => run.sandbox.state().invitations.map(({ invitee }) => invitee)
    expect(inviteesOf()).toHaveLength(3)
    await run.call('POST', '/users', { primaryEmail: 'joined@example.com' })
    const accepted = run.sandbox.state().invitations.find(({ invitee }) => invitee === 'joined@example.com')
    await run.call('PUT', `/organization-invitations/${accepted?.id}/status`, {
      status: 'Accepted',
      acceptedUserId: idOf(run, 'joined@example.com'),
    })

    expect(await rollBack(run)).toMatchObject({
      end: 'partial',
      users: { deleted: 1 },
      invitations: { made: 2, deleted: 1, gone: 0, kept: 1, failed: 0 },
    })
    expect(inviteesOf()).toEqual(['own@example.com', 'joined@example.com'])
    expect(await rollBack(run, '--include-changed')).toMatchObject({
      end: 'complete',
      invitations: { made: 2, deleted: 2, kept: 0 },
    })
    expect(inviteesOf()).toEqual(['own@example.com'])
    expect(emailsOf(run)).toEqual(['joined@example.com'])
  })

  it('takes those who were deleted by hand for done', async () => {
    const run = await importPeople(3)
    await run.call('DELETE', `/users/${idOf(run, 'person0@example.com')}`)
    expect(await rollBack(run)).toMatchObject({ code: 0, users: { made: 3, deleted: 2, gone: 1 } })
  })

  it('goes through with resets, 5xx, 429 and expired tokens', async () => {
    const run = await importPeople(15)
    const rule = { probability: 0.2, max: 1 }
    run.sandbox.setFaults({
      resetAfterCommit: rule,
      resetBeforeCommit: rule,
      error5xxAfterCommit: rule,
      tokenExpiry: rule,
      tooManyRequests: { ...rule, retryAfterSeconds: 0 },
    })
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if ((await run.run(['rollback', '--yes'])).code === 0) break
    }
    expect(emailsOf(run)).toEqual(['old@example.com'])
  }, 60_000)

  it('begins anew in the same folder afterwards', async () => {
    const run = await importPeople(2)
    expect(await rollBack(run)).toMatchObject({ code: 0, end: 'complete' })
    // Its files tell what was, until a new run begins.
    for (const name of ['checkpoint.ndjson', 'rollback.ndjson', 'id-map.csv'])
      expect(await run.has(name)).toBe(true)
    expect(await readRollback(locateRun(run.path('run')))).toMatchObject({ deleted: 2, gone: 0 })
    const resumed = await run.run(['import', '--resume'])
    expect(resumed).toMatchObject({ code: 4 })
    expect(resumed.stderr).toContain('was rolled back, and there is nothing to go on with')
    const nothing = await run.run(['rollback', '--yes'])
    // Whoever was killed at the last moment calls it once more.
    expect(nothing).toMatchObject({ code: 0 })
    expect(nothing.stderr).toContain('was rolled back already')
    const again = await run.run(['import', '--json'])
    expect(again).toMatchObject({ code: 0 })
    expect(JSON.parse(again.stdout).counts).toMatchObject({ created: 2 })
    expect(await run.has('rollback.ndjson')).toBe(false)
  })

  it('finishes setting the files aside when it was killed in between', async () => {
    const run = await importPeople(1)
    await writeFile(run.path('kept'), await run.read('checkpoint.ndjson'))
    await run.call('PATCH', `/users/${idOf(run, 'person0@example.com')}`, {
      customData: { migratedFrom: { run: 'other' } },
    })
    expect(await rollBack(run)).toMatchObject({ end: 'partial' })
    await rm(run.path('run', 'checkpoint.ndjson'))
    expect(await rollBack(run)).toMatchObject({ code: 0, end: 'complete' })
    expect(await run.has('rollback.ndjson')).toBe(false)
  })

  it('cuts a torn last line of its ledger, and stops at any other damage', async () => {
    const run = await importPeople(2)
    await run.call('PATCH', `/users/${idOf(run, 'person1@example.com')}`, { name: 'Ann' })
    await rollBack(run)
    await appendFile(run.path('run', 'rollback.ndjson'), '{"t":"dele')
    expect(await rollBack(run)).toMatchObject({ code: 1, users: { deleted: 1, kept: 1 } })
    const ledger = await run.read('rollback.ndjson')
    await writeFile(run.path('run', 'rollback.ndjson'), ledger.replace('"t":"deleted"', '"t":"Deleted"'))
    const damaged = await run.run(['rollback', '--yes'])
    expect(damaged).toMatchObject({ code: 4 })
    expect(damaged.stderr).toMatch(/rollback\.ndjson:\d+ is damaged/)
  })

  it('goes on from every line of its ledger', async () => {
    const run = await importPeople(4)
    await run.call('PATCH', `/users/${idOf(run, 'person1@example.com')}`, { name: 'Ann' })
    await rollBack(run)
    const ledger = (await run.read('rollback.ndjson')).split('\n').slice(0, -1)
    expect(ledger.length).toBeGreaterThan(8)
    for (let lines = 0; lines <= ledger.length; lines += 1) {
      const head = ledger.slice(0, lines).map((line) => `${line}\n`)
      await writeFile(run.path('run', 'rollback.ndjson'), head.join(''))
      const { end, users } = await rollBack(run)
      expect({ end, made: users.made, settled: users.deleted + users.gone, kept: users.kept }).toEqual({
        end: 'partial',
        made: 4,
        settled: 3,
        kept: 1,
      })
      // Whom it was about to delete, it has deleted.
      if (head.some((line) => line.includes('"intend"'))) expect(users.deleted).toBe(3)
    }
  })

  it('deletes nothing without a yes', async () => {
    const run = await importPeople(2)
    const silent = await run.run(['rollback'])
    expect(silent).toMatchObject({ code: 2 })
    expect(silent.stderr).toContain('add --yes')
    expect(await run.run(['rollback'], { answer: 'no' })).toMatchObject({ code: 2 })
    expect(emailsOf(run)).toHaveLength(3)
    const asked = await run.run(['rollback'], { answer: 'yes' })
    expect(asked).toMatchObject({ code: 0 })
    expect(asked.stderr).toContain('Type yes to go on')
    expect(emailsOf(run)).toEqual(['old@example.com'])
  })

  it('is given up by --fresh --force, which sets everything aside', async () => {
    const run = await importPeople(2)
    await run.call('PATCH', `/users/${idOf(run, 'person1@example.com')}`, { name: 'Ann' })
    expect(await rollBack(run)).toMatchObject({ end: 'partial' })
    expect(await run.run(['retry'])).toMatchObject({ code: 4 })
    const fresh = await run.run(['import', '--fresh', '--force', '--json'])
    expect(JSON.parse(fresh.stdout).counts).toMatchObject({ created: 1, existing: 1 })
    expect(await run.has('rollback.ndjson')).toBe(false)
  })

  it('refuses another tenant, a run that somebody works on, and to begin when it is stopped', async () => {
    const run = await importPeople(1)
    const foreign = await run.run(['rollback', '--yes', '--tenant', 'other'])
    expect(foreign).toMatchObject({ code: 4 })
    expect(foreign.stderr).toContain('is of a run into')
    const lock = await acquireLock(run.path('run', 'checkpoint.lock'), Date.now)
    const locked = await run.run(['rollback', '--yes'])
    expect(locked).toMatchObject({ code: 4 })
    expect(locked.stderr).toContain('another process works on this run')
    await lock.release()
    const stop = new AbortController()
    stop.abort()
    expect(await run.run(['rollback', '--yes'], { stop: stop.signal })).toMatchObject({ code: 130 })
    expect(emailsOf(run)).toHaveLength(2)
  })
})
