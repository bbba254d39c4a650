import { readFile, stat, writeFile } from 'node:fs/promises'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { systemEffects } from '../../../src/effects/system-effects.js'
import { makeLinks, type MakeLinksOptions } from '../../../src/jobs/links/make-links.js'
import { revokeLinks } from '../../../src/jobs/links/revoke-links.js'
import { readLifetime, readLinkTemplate } from '../../../src/jobs/links/link-template.js'
import { type Rehearsal, startRehearsal } from '../../support/sandbox-process.js'
import { emptyFields } from '../../../src/sandbox/routes/users/create-user.js'

const template = 'https://app.example.com/welcome?token={token}&email={email}'

interface Row {
  id: string
  email: string
  link: string
  token: string
  tokenId: string
}

const readRows = async (path: string): Promise<Row[]> => {
  const [, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n')
  return lines.map((line) => {
    const [id = '', email = '', link = '', token = '', , tokenId = ''] = line.split(',')
    return { id, email, link, token, tokenId }
  })
}

const fill = (rehearsal: Rehearsal, count: number): void => {
  for (let index = 0; index < count; index += 1) {
    addUser(rehearsal, `u${index}`, { primaryEmail: `p+${index}@example.com` })
  }
}

const addUser = (
  { sandbox }: Rehearsal,
  id: string,
  fields: Record<string, unknown>,
  mark: unknown = { id, password: 'pending' },
): void => {
  sandbox.store.users.add(
    id,
    { ...emptyFields, customData: mark === null ? {} : { migratedFrom: mark }, ...fields },
    Date.now() - 60_000,
  )
}

/** Added to the sandbox's clock: links run out by the clock of the target. */
const shift = { ms: 0 }

const open = async (
  count: number,
): Promise<{ rehearsal: Rehearsal; options: MakeLinksOptions; file(name: string): string }> => {
  const rehearsal = await startRehearsal({ effects: { ...systemEffects, now: () => Date.now() + shift.ms } })
  fill(rehearsal, count)
  const run = rehearsal.path('run')
  mkdirSync(run)
  const options = { env: rehearsal.env, run, rate: 'off', urlTemplate: template, folder: rehearsal.folder }
  return { rehearsal, options, file: (name) => join(run, name) }
}

test('a link for each who is pending, for the mailer alone, once', async () => {
  const { rehearsal, options, file } = await open(120)
  addUser(rehearsal, 'phone', { primaryPhone: '41791234567' })
  addUser(rehearsal, 'suspended', { primaryEmail: 's@example.com', isSuspended: true })
  addUser(rehearsal, 'migrated', { primaryEmail: 'm@example.com' }, { id: 'm', password: 'migrated' })
  addUser(rehearsal, 'stranger', { primaryEmail: 'x@example.com' }, null)
  expect(await makeLinks(options)).toEqual({
    file: file('links.csv'),
    made: 120,
    hadOne: 0,
    failed: 0,
    withoutEmail: 1,
    users: 124,
    end: 'complete',
  })
  expect((await stat(file('links.csv'))).mode & 0o777).toBe(0o600)
  const rows = await readRows(file('links.csv'))
  const tokens = rehearsal.sandbox.state().oneTimeTokens
  expect(new Set(rows.map(({ token }) => token))).toEqual(new Set(tokens.map(({ token }) => token)))
  for (const { link, email, token } of rows) {
    const url = new URL(link)
    expect([url.searchParams.get('token'), url.searchParams.get('email')]).toEqual([token, email])
  }
  expect(tokens[0]!.expiresAt - tokens[0]!.createdAt).toBe(7 * 86_400_000)
  expect(await readFile(file('links-no-email.csv'), 'utf8')).toContain('phone,41791234567,')
  // The ledger holds neither addresses nor tokens.
  const ledger = await readFile(file('links.ndjson'), 'utf8')
  expect(ledger).not.toContain('@example.com')
  expect(ledger).not.toContain(rows[0]!.token)
  expect(await makeLinks(options)).toMatchObject({ made: 0, hadOne: 120 })
  expect(rehearsal.sandbox.state().oneTimeTokens).toHaveLength(120)
})

test('whom it is for, everybody, portions, and links that have run out', async () => {
  const { rehearsal, options } = await open(5)
  addUser(rehearsal, 'migrated', { primaryEmail: 'm@example.com', lastSignInAt: 5 }, { id: 'm' })
  addUser(rehearsal, 'stranger', { primaryEmail: 'x@example.com' }, null)
  expect(await makeLinks({ ...options, maxLinks: 3 })).toMatchObject({ made: 3, end: 'limit' })
  expect(await makeLinks(options)).toMatchObject({ made: 2, hadOne: 3 })
  expect(await makeLinks({ ...options, who: 'no-password' })).toMatchObject({ made: 1 })
  expect(await makeLinks({ ...options, who: 'never-signed-in', everybody: true })).toMatchObject({ made: 1 })
  // Eight days later everybody's link is worth nothing, and gets a new one.
  shift.ms = 8 * 86_400_000
  expect(await makeLinks(options)).toMatchObject({ made: 5, hadOne: 0 })
  shift.ms = 0
})

test('lost answers, killed between any two steps: nobody gets two, nobody none', async () => {
  const { rehearsal, options, file } = await open(60)
  rehearsal.sandbox.setFaults({
    resetAfterCommit: { probability: 0.2, routes: ['POST /api/one-time-tokens'] },
    error5xxAfterCommit: { probability: 0.1, routes: ['POST /api/one-time-tokens'] },
    resetBeforeCommit: { probability: 0.1 },
  })
  const hasty = { ...options, config: { settleWithin: 0.2 } }
  for (let call = 0; call < 5; call += 1) if ((await makeLinks(hasty)).failed === 0) break
  rehearsal.sandbox.setFaults({})
  const check = async (): Promise<void> => {
    expect(await makeLinks(options)).toMatchObject({ failed: 0, end: 'complete' })
    const rows = await readRows(file('links.csv'))
    expect(rows.map(({ id }) => id).toSorted()).toEqual(
      Array.from({ length: 60 }, (_, index) => `u${index}`).toSorted(),
    )
    const { oneTimeTokens } = rehearsal.sandbox.state()
    expect(oneTimeTokens).toHaveLength(60)
    expect(new Set(rows.map(({ tokenId }) => tokenId))).toEqual(new Set(oneTimeTokens.map(({ id }) => id)))
  }
  await check()
  // As a kill would leave the files, at every place of the last link: ledger and list are cut independently.
  const ledger = await readFile(file('links.ndjson'))
  const list = await readFile(file('links.csv'))
  const lastLine = (bytes: Buffer): number => bytes.subarray(0, -1).lastIndexOf(10) + 1
  const cuts = [
    [ledger.length - 3, list.length],
    [lastLine(ledger), list.length],
    [lastLine(ledger), lastLine(list)],
    [lastLine(ledger), list.length - 5],
  ] as const
  for (const [ledgerEnd, listEnd] of cuts) {
    await writeFile(file('links.ndjson'), ledger.subarray(0, ledgerEnd))
    await writeFile(file('links.csv'), list.subarray(0, listEnd))
    await check()
  }
})

test('lists that lag behind: a token whose answer was lost is waited for, in this call and in the next', async () => {
  const { rehearsal, options } = await open(20)
  rehearsal.sandbox.settings.readLagMs = 400
  rehearsal.sandbox.setFaults({
    resetAfterCommit: { probability: 0.5, routes: ['POST /api/one-time-tokens'] },
  })
  // Stopped while some wait: what they have sent is looked for by the next call.
  const stopping = new AbortController()
  const stopped = makeLinks({ ...options, settleWithin: 3, signal: stopping.signal })
  await vi.waitUntil(() => rehearsal.sandbox.store.oneTimeTokens.size > 3)
  stopping.abort()
  expect((await stopped).end).toBe('interrupted')
  expect(await makeLinks({ ...options, settleWithin: 3 })).toMatchObject({ failed: 0, end: 'complete' })
  expect(rehearsal.sandbox.state().oneTimeTokens).toHaveLength(20)
})

test('nobody waits for those whose link an earlier request may have made: they come last', async () => {
  const { rehearsal, options } = await open(40)
  const { oneTimeTokens } = rehearsal.sandbox.store
  const post = ['POST /api/one-time-tokens']
  // Stopped while eight, the newest, are on their way.
  rehearsal.sandbox.setFaults({ resetBeforeCommit: { probability: 1, routes: post } })
  const stopping = new AbortController()
  const events: unknown[] = []
  const sleep = (): Promise<void> => (stopping.abort(), Promise.resolve())
  await makeLinks({
    ...options,
    maxLinks: 8,
    signal: stopping.signal,
    effects: { ...systemEffects, sleep },
    onEvent: (event) => void events.push(event),
  })
  expect(events).toContainEqual({ type: 'links', made: 0, hadOne: 0, users: 40, unsettled: 8 })
  rehearsal.sandbox.setFaults({})
  const madeAtPause: number[] = []
  const noteSleep = (): Promise<void> => {
    madeAtPause.push(oneTimeTokens.size)
    return Promise.resolve()
  }
  const effects = { ...systemEffects, sleep: noteSleep }
  expect(await makeLinks({ ...options, effects })).toMatchObject({ made: 40, failed: 0, end: 'complete' })
  expect(madeAtPause[0]).toBe(32)
  expect(oneTimeTokens.size).toBe(40)
})

test('revoked links sign nobody in, and the list is empty', async () => {
  const { rehearsal, options, file } = await open(30)
  await makeLinks(options)
  rehearsal.sandbox.setFaults({ resetAfterCommit: { probability: 0.2 } })
  expect(await revokeLinks(options)).toMatchObject({ revoked: 30, failed: 0, end: 'complete' })
  rehearsal.sandbox.setFaults({})
  expect(rehearsal.sandbox.state().oneTimeTokens.every(({ status }) => status === 'revoked')).toBe(true)
  expect(await readRows(file('links.csv'))).toEqual([])
  expect(await revokeLinks(options)).toMatchObject({ revoked: 0 })
  expect(await makeLinks(options)).toMatchObject({ made: 30, hadOne: 0 })
})

test('the ledger of another tenant, and a damaged one, are refused', async () => {
  const { options, file } = await open(3)
  await makeLinks(options)
  const other = makeLinks({ ...options, tenant: 'other' })
  await expect(other).rejects.toMatchObject({ code: 'checkpoint_foreign' })
  const text = await readFile(file('links.ndjson'), 'utf8')
  await writeFile(file('links.ndjson'), text.replace('"intend"', '"intent"'))
  await expect(makeLinks(options)).rejects.toMatchObject({ code: 'checkpoint_damaged' })
})

test('templates and lifetimes', () => {
  const filled = readLinkTemplate(`${template}&id={id}`)({ token: 't', email: 'a+b@example.com', id: 'x/y' })
  expect(filled).toBe('https://app.example.com/welcome?token=t&email=a%2Bb%40example.com&id=x%2Fy')
  expect(readLinkTemplate('myapp://in?t={token}')({ token: '1', email: '', id: '' })).toBe('myapp://in?t=1')
  for (const wrong of ['', 'welcome?{token}', 'https://app.example.com', 'https://a.example/{token}{name}']) {
    expect(() => readLinkTemplate(wrong)).toThrow(/--url-template/)
  }
  expect([readLifetime(undefined), readLifetime('90m'), readLifetime('36h')]).toEqual([
    604_800, 5400, 129_600,
  ])
  for (const wrong of ['0d', '7', '367d', '1w', '-1h']) expect(() => readLifetime(wrong)).toThrow(/--expires/)
})
