import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'

const md5 = '5ebe2294ecd0e0f08eab7690d2a6ee69'
const bcrypt = '$2b$10$3foYVn/sldKQ35MuP0XG7ur1hHKek/crcoxYln9NSvjjSy3KkArnG'
const bcryptPassword = 'Kk4aPMeiaRpAs2OeX1NE'

describe('password <hash>', () => {
  it.each([
    ['a hash that says what it is', [bcrypt], 0, 'Logto gets: Bcrypt (variant 2b, cost 10)'],
    ['a hash that needs its family', [md5, '--param', 'family=md5'], 0, 'Logto gets: MD5'],
    [
      'a salted hash with its parameters',
      [md5, '--param', 'algorithm=md5', '--param', 'salt=ab', '--param', 'order=prefix'],
      0,
      'function md5, input constant + password',
    ],
    ['an ambiguous hash', [md5], 1, 'ambiguous_hex_digest'],
    ['a hash that nobody can convert', ['$6$salt$hash'], 1, 'unix_crypt'],
    [
      'an object of the system',
      [
        '{"algorithm":"md5","hash":{"value":"5ebe2294ecd0e0f08eab7690d2a6ee69","encoding":"hex"}}',
        '-s',
        'auth0',
      ],
      0,
      'Logto gets: MD5',
    ],
    ['a flag as boolean', [bcrypt, '-s', 'flask-security', '--param', 'doubleHash=false'], 0, 'Bcrypt'],
  ])('explains %s', async (_title, args, exitCode, text) => {
    const { run } = await startRehearsal()
    const result = await run(['password', ...args])
    expect(result.stdout).toContain(text)
    expect(result.exitCode).toBe(exitCode)
  })

  it('prints one JSON document', async () => {
    const { run } = await startRehearsal()
    const { stdout, stderr, exitCode } = await run(['password', bcrypt, '--source', 'auth0', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      source: 'auth0',
      family: 'bcrypt',
      conversion: { passwordAlgorithm: 'Bcrypt', passwordDigest: bcrypt },
      parameters: { variant: '2b', cost: 10 },
      warnings: [{ code: 'bcrypt_72_bytes' }, { code: 'upgraded_on_first_sign_in' }],
    })
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
  })

  it('reads the hash from standard input, and the plaintext from the line behind it', async () => {
    const { run } = await startRehearsal()
    const stdin = `${bcrypt}\r\n${bcryptPassword}\r\n`
    const { stdout, exitCode } = await run(['password', '-', '--verify'], { stdin })
    expect(stdout).toContain('Password: right (verifies)')
    expect(stdout).not.toContain(bcryptPassword)
    expect(exitCode).toBe(0)
  })

  it('names the likely cause of a wrong password', async () => {
    const { run } = await startRehearsal()
    const args = ['password', md5, '--param', 'algorithm=md5', '--verify', '--json']
    const { stdout, exitCode } = await run(args, { stdin: ' secret ' })
    expect(JSON.parse(stdout)).toMatchObject({ proof: { cause: 'password_trimmed' } })
    expect(exitCode).toBe(1)
  })

  it('takes the parameters of the config, and the command line before them', async () => {
    const { run, path } = await startRehearsal()
    await writeFile(path('migrate.config.ts'), "export default { password: { family: 'sha256' } }")
    expect((await run(['password', md5])).stdout).toContain('malformed_hash')
    expect((await run(['password', md5, '--param', 'family=md5'])).stdout).toContain('Logto gets: MD5')
  })

  it.each([
    ['no hash', [], ''],
    ['two hashes', [md5, md5], ''],
    ['a parameter without a value', [md5, '--param', 'salt'], ''],
    ['--verify without a plaintext', [md5, '--verify'], ''],
    ['a batch that is not there', ['--batch', 'absent.ndjson'], ''],
    ['a batch row without a hash', ['--batch', '-'], '{"id":1}\n'],
  ])('refuses %s with exit code 2', async (_title, args, stdin) => {
    const { run } = await startRehearsal()
    const { stdout, stderr, exitCode } = await run(['password', ...args], { stdin })
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
    expect(stderr).toMatch(/^(?:logto-migrate|error): /)
  })

  it('says so when no system has that name, and when a shell may have eaten the hash', async () => {
    const { run } = await startRehearsal()
    const { stderr, exitCode } = await run(['password', 'b0', '--source', 'nosuch'])
    expect(stderr).toContain('No system is called "nosuch"')
    expect(stderr).toContain('single quotes')
    expect(exitCode).toBe(1)
  })
})

describe('password --batch', () => {
  it('prints one line a row, with a proof where the row has a password', async () => {
    const { run } = await startRehearsal()
    const rows = [
      { id: 'a', source: 'auth0', sourceHash: bcrypt, password: bcryptPassword },
      { id: 'b', hash: md5, params: { algorithm: 'md5' }, password: 'wrong' },
      { sourceHash: '*' },
    ]
    const stdin = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
    const { stdout, exitCode } = await run(['password', '--batch', '-', '--verify'], { stdin })
    const answers: unknown[] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(answers).toMatchObject([
      { id: 'a', source: 'auth0', proof: { cause: 'verifies' } },
      { id: 'b', source: 'generic', conversion: { passwordAlgorithm: 'MD5' }, proof: { cause: 'not_found' } },
      { id: '3', conversion: { reason: 'unusable_password' } },
    ])
    expect(exitCode).toBe(1)
  })

  it('reads CSV too, with the hash columns of the table as they are', async () => {
    const { run } = await startRehearsal()
    const stdin = `id,sourceHash,password\n7,"${bcrypt}",${bcryptPassword}\n`
    const { stdout, exitCode } = await run(['password', '--batch', '-', '--verify', '--json'], { stdin })
    expect(JSON.parse(stdout)).toMatchObject({ results: [{ id: '7', proof: { cause: 'verifies' } }] })
    expect(exitCode).toBe(0)
  })
})
