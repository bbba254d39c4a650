import { createHash, pbkdf2Sync } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const writeUsers = (rehearsal: Rehearsal, users: object[]): Promise<void> =>
  writeFile(rehearsal.path('users.ndjson'), users.map((user) => `${JSON.stringify(user)}\n`).join(''))

const writeKnown = (rehearsal: Rehearsal, text: string): Promise<void> =>
  writeFile(rehearsal.path('known.csv'), text)

describe('check --passwords', () => {
  it('proves known passwords by key and by identifier, and names the cause of a wrong one', async () => {
    const rehearsal = await startRehearsal()
    await writeUsers(rehearsal, [
      { id: 'a', email: 'a@example.com', password_hash: md5('saltone') },
      { id: 'b', email: 'B@example.com', password_hash: md5('salttwo') },
      { id: 'c', username: 'carla', password_hash: md5('peppersalttwo') },
      { id: 'd', phone: '+14155550123', password_hash: '$6$salt$hash' },
      { id: 'e', email: 'no address', password_hash: md5('x') },
      { id: 'f', email: 'f@example.com', password: 'plain text' },
      { id: 'g', email: 'g@example.com' },
    ])
    await writeFile(
      rehearsal.path('migrate.config.ts'),
      "export default { source: { preset: 'generic' }, password: { plaintext: true, digest: 'md5', salt: 'salt', saltPosition: 'suffix' } }",
    )
    await writeKnown(
      rehearsal,
      'key,identifier,password\na,,one\n,b@EXAMPLE.com,two\n,carla,three\n,+1 415 555 0123,four\ne,,x\nf,,plain text\nz,,nobody\n',
    )
    const { stdout, exitCode } = await rehearsal.run([
      'check',
      'users.ndjson',
      '--passwords',
      'known.csv',
      '--json',
    ])
    const { passwordProof } = JSON.parse(stdout)
    expect(passwordProof.users).toMatchObject([
      { key: 'a', family: 'Legacy md5', outcome: 'wrong', cause: 'salt_position' },
      { key: 'b@EXAMPLE.com', outcome: 'wrong', cause: 'salt_position' },
      { key: 'carla', outcome: 'wrong', cause: 'not_found' },
      { key: '+1 415 555 0123', outcome: 'no_password', cause: 'unix_crypt' },
      { key: 'e', outcome: 'rejected' },
      { key: 'f', family: 'plaintext', outcome: 'right' },
      { key: 'z', outcome: 'not_found' },
    ])
    expect(passwordProof.counts).toEqual({
      right: 1,
      wrong: 3,
      unusable_hash: 0,
      no_password: 1,
      rejected: 1,
      not_found: 1,
    })
    expect(passwordProof.families).toEqual({
      'Legacy md5': { right: 0, wrong: 3 },
      plaintext: { right: 1, wrong: 0 },
    })
    expect(exitCode).toBe(1)

    // The operator does what the message says.
    await writeUsers(rehearsal, [{ id: 'a', email: 'a@example.com', password_hash: md5('saltone') }])
    await writeFile(
      rehearsal.path('migrate.config.ts'),
      "export default { password: { digest: 'md5', salt: 'salt', saltPosition: 'prefix' } }",
    )
    await writeKnown(rehearsal, 'key,password\na,one\n')
    // A process of its own: this one has loaded the config as it was.
    const mended = await rehearsal.spawn(['check', 'users.ndjson', '--passwords', 'known.csv'])
    expect(mended.stdout).toContain('Known passwords: 1 of 1 right')
    expect(mended.exitCode).toBe(0)
  })

  it('says which fact the old system left out: iterations of PBKDF2', async () => {
    const rehearsal = await startRehearsal()
    const key = pbkdf2Sync('open sesame', 'salt', 27_500, 32, 'sha256').toString('hex')
    await writeUsers(rehearsal, [{ id: 'a', email: 'a@example.com', password_hash: key, salt: 'salt' }])
    await writeFile(
      rehearsal.path('migrate.config.ts'),
      "export default { password: { family: 'pbkdf2-sha256', iterations: 1000, saltEncoding: 'utf8' } }",
    )
    await writeKnown(rehearsal, 'id,password\na,open sesame\n')
    const { stdout, exitCode } = await rehearsal.run(['check', 'users.ndjson', '--passwords', 'known.csv'])
    expect(stdout).toContain('a (Legacy pbkdf2 sha256): WRONG: iterations.')
    expect(stdout).toContain('27500')
    expect(exitCode).toBe(1)
  })

  it.each([
    ['no password column', 'key,secret\na,hunter2-value\n', 'known.csv:2: expected a column password'],
    ['nobody named', 'note,password\nx,hunter2-value\n', 'known.csv:2: expected key, email, phone'],
    ['no rows', 'key,password\n', 'expected at least one known password'],
  ])('refuses a file with %s, quoting no value', async (_title, text, message) => {
    const rehearsal = await startRehearsal()
    await writeUsers(rehearsal, [{ id: 'a', email: 'a@example.com' }])
    await writeKnown(rehearsal, text)
    const { stdout, stderr, exitCode } = await rehearsal.run([
      'check',
      'users.ndjson',
      '--passwords',
      'known.csv',
    ])
    expect(stderr).toContain(message)
    expect(stdout + stderr).not.toContain('hunter2')
    expect(exitCode).toBe(2)
  })

  it('counts unconvertible hashes by reason, and warnings by what Logto gets', async () => {
    const rehearsal = await startRehearsal()
    const slow = `pbkdf2_sha256$870000$saltsaltsalt$${Buffer.alloc(32, 7).toString('base64')}`
    await writeUsers(rehearsal, [
      { id: 'a', email: 'a@example.com', password_hash: '$6$salt$hash' },
      { id: 'b', email: 'b@example.com', password_hash: '$P$B123456789012345678901234567890' },
      { id: 'c', email: 'c@example.com', password_hash: '$6$salt$other' },
      { id: 'd', email: 'd@example.com', password_hash: slow },
      {
        id: 'e',
        email: 'e@example.com',
        password_hash: '$2b$10$3foYVn/sldKQ35MuP0XG7ur1hHKek/crcoxYln9NSvjjSy3KkArnG',
      },
    ])
    const { stdout } = await rehearsal.run(['check', 'users.ndjson', '--json'])
    const { losses, passwordWarnings } = JSON.parse(stdout)
    expect(losses).toMatchObject({ 'password:unix_crypt': { count: 2 }, 'password:phpass': { count: 1 } })
    expect(passwordWarnings).toMatchObject({
      bcrypt_72_bytes: { Bcrypt: { count: 1 } },
      pbkdf2_blocks_event_loop: { 'Legacy pbkdf2': { count: 1, longestMs: 191 } },
      upgraded_on_first_sign_in: { Bcrypt: { count: 1 }, 'Legacy pbkdf2': { count: 1 } },
    })
    const text = await rehearsal.run(['check', 'users.ndjson'])
    expect(text.stdout).toContain('1  pbkdf2_blocks_event_loop (Legacy pbkdf2, up to 191 ms an attempt)')
  })
})

describe('password.convert in the config', () => {
  const config = (body: string): string =>
    `import { defineConfig } from 'logto-migrate'\nexport default defineConfig({ password: { convert(hash, record) { ${body} } } })`

  it('converts what nothing built in does, from the whole record, and signs in', async () => {
    const rehearsal = await startRehearsal()
    await writeUsers(rehearsal, [
      {
        id: 'a',
        email: 'a@example.com',
        password_hash: `v9|${sha256('tenant7open sesame')}`,
        site: 'tenant7',
      },
      { id: 'b', email: 'b@example.com', password_hash: 'v0|gone', site: 'x' },
      { id: 'c', email: 'c@example.com', password_hash: md5('usual'), site: 'x' },
    ])
    await writeFile(
      rehearsal.path('migrate.config.ts'),
      config(
        `if (hash.startsWith('v0|')) return null
         if (!hash.startsWith('v9|')) return undefined
         return { passwordAlgorithm: 'Legacy', passwordDigest: JSON.stringify(['sha256', [record.site, '@'], hash.slice(3)]) }`,
      ),
    )
    await writeKnown(rehearsal, 'key,password\na,open sesame\n')
    const check = await rehearsal.run(['check', 'users.ndjson', '--passwords', 'known.csv', '--json'])
    const { passwordProof, losses } = JSON.parse(check.stdout)
    expect(passwordProof.counts.right).toBe(1)
    expect(losses).toMatchObject({
      'password:converter_declined': { count: 1 },
      'password:ambiguous_hex_digest': { count: 1 },
    })
    expect((await rehearsal.run(['import', 'users.ndjson', '--rate', 'off'])).exitCode).toBe(0)
    const verify = await rehearsal.run([
      'verify',
      'users.ndjson',
      '--passwords',
      'known.csv',
      '--rate',
      'off',
    ])
    expect(verify.stdout).toContain('Known passwords: 1 of 1 right')
    expect(verify.exitCode).toBe(0)
  })

  it.each([
    ['throws', "throw new Error('secret ' + hash)"],
    ['returns something else', 'return { digest: hash }'],
    ['is asynchronous', 'return Promise.resolve(null)'],
  ])('rejects the record when it %s, quoting nothing', async (_title, body) => {
    const rehearsal = await startRehearsal()
    const hash = md5('hidden')
    await writeUsers(rehearsal, [{ id: 'a', email: 'a@example.com', password_hash: hash }])
    await writeFile(rehearsal.path('migrate.config.ts'), config(body))
    const { stdout, stderr, exitCode } = await rehearsal.run(['check', 'users.ndjson', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ rejected: 1, problems: { convert_failed: { count: 1 } } })
    expect(stdout + stderr).not.toContain(hash)
    expect(exitCode).toBe(1)
  })

  it('rejects a digest that Logto would fail on', async () => {
    const rehearsal = await startRehearsal()
    await writeUsers(rehearsal, [{ id: 'a', email: 'a@example.com', password_hash: 'x|y' }])
    await writeFile(
      rehearsal.path('migrate.config.ts'),
      config("return { passwordAlgorithm: 'Bcrypt', passwordDigest: '$2b$10$short' }"),
    )
    const { stdout, exitCode } = await rehearsal.run(['check', 'users.ndjson', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ problems: { digest_invalid: { count: 1 } } })
    expect(exitCode).toBe(1)
  })
})

/** Each with the hash of `open sesame` that its config describes; the table has the columns email, hash, salt. */
const homeMade: [string, string, Record<string, string>][] = [
  ['family alone', "{ family: 'sha256' }", { hash: sha256('open sesame') }],
  [
    'family and prefix salt',
    "{ family: 'md5', saltPosition: 'prefix' }",
    { hash: md5('abopen sesame'), salt: 'ab' },
  ],
  [
    'suffix salt',
    "{ digest: 'SHA-256', saltPosition: 'suffix' }",
    { hash: sha256('open sesameab'), salt: 'ab' },
  ],
  [
    'hex salt',
    "{ digest: 'sha256', saltPosition: 'prefix', saltEncoding: 'hex' }",
    { hash: sha256('abopen sesame'), salt: '6162' },
  ],
  ['pepper', "{ digest: 'md5', pepper: 'pp' }", { hash: md5('open sesamepp') }],
  [
    'template',
    "{ digest: 'md5', pepper: 'pp', template: '{pepper}-{salt}:{password}' }",
    { hash: md5('pp-ab:open sesame'), salt: 'ab' },
  ],
  [
    'layout',
    "{ digest: 'md5', layout: 'salt:hash', saltPosition: 'prefix' }",
    { hash: `ab:${md5('abopen sesame')}` },
  ],
  [
    'PBKDF2',
    "{ family: 'pbkdf2', digest: 'sha512', iterations: 1000, keyLength: 64, saltEncoding: 'hex' }",
    {
      hash: pbkdf2Sync('open sesame', Buffer.from('ff00', 'hex'), 1000, 64, 'sha512').toString('base64'),
      salt: 'ff00',
    },
  ],
]

describe('the password section of the config', () => {
  it.each(homeMade)('describes a home-made table: %s', async (_title, password, columns) => {
    const rehearsal = await startRehearsal()
    await writeUsers(rehearsal, [
      { id: 'a', email: 'a@example.com', password_salt: columns['salt'], password_hash: columns['hash'] },
    ])
    await writeFile(rehearsal.path('migrate.config.ts'), `export default { password: ${password} }`)
    await writeKnown(rehearsal, 'key,password\na,open sesame\n')
    const { stdout, exitCode } = await rehearsal.run(['check', 'users.ndjson', '--passwords', 'known.csv'])
    expect(stdout).toContain('Known passwords: 1 of 1 right')
    expect(exitCode).toBe(0)
  })
})

it('leaves no plaintext of --passwords in any file of a run', async () => {
  const rehearsal = await startRehearsal()
  await writeUsers(rehearsal, [{ id: 'a', email: 'a@example.com', password_hash: md5('other') }])
  await writeFile(rehearsal.path('migrate.config.ts'), "export default { password: { family: 'md5' } }")
  await writeKnown(rehearsal, 'key,password\na,correct horse battery\n')
  const outputs: string[] = []
  for (const command of ['check', 'import', 'verify']) {
    const args = command === 'import' ? [] : ['--passwords', 'known.csv']
    const { stdout, stderr } = await rehearsal.run([command, 'users.ndjson', '--rate', 'off', ...args])
    outputs.push(stdout, stderr)
  }
  for (const name of await readdir(rehearsal.path('.migrate', 'users'))) {
    outputs.push(await readFile(rehearsal.path('.migrate', 'users', name), 'utf8'))
  }
  expect(outputs.join('\n')).toContain('WRONG')
  expect(outputs.join('\n')).not.toContain('correct horse')
})
