import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { KnownPasswordIndex, readKnownPasswords } from '../../../src/verify/proofs/known-passwords.js'

const read = (text: string) => readKnownPasswords('-', { stdin: Readable.from([Buffer.from(text)]) })

describe('a file of known passwords', () => {
  it.each([
    ['CSV', 'source_key;E-Mail;Password\nk1;A@Example.com; with blanks \n'],
    ['NDJSON', '{"sourceKey":"k1","email":"A@Example.com","password":" with blanks "}\n'],
    ['JSON', '[{"id":"k1","primaryEmail":"A@Example.com","password":" with blanks "}]'],
  ])('is read from %s, blanks of the password kept', async (_format, text) => {
    expect(await read(text)).toEqual([
      {
        label: 'k1',
        key: 'k1',
        email: 'a@example.com',
        phone: undefined,
        username: undefined,
        password: ' with blanks ',
      },
    ])
  })

  it.each([
    ['an e-mail address', 'Ann@Example.com', { email: 'ann@example.com' }],
    ['a phone number', '+1 (415) 555-0123', { phone: '14155550123' }],
    ['a username', 'ann', { username: 'ann', email: undefined, phone: undefined }],
  ])('takes %s in the column identifier', async (_kind, identifier, expected) => {
    const [entry] = await read(`identifier,password\n${identifier},x\n`)
    expect(entry).toMatchObject({ ...expected, label: identifier })
  })

  it('takes a password of digits as text', async () => {
    expect(await read('[{"key":7,"password":12345678}]')).toMatchObject([{ key: '7', password: '12345678' }])
  })
})

describe('the index', () => {
  const entryOf = (label: string, names: object) => ({
    label,
    key: undefined,
    email: undefined,
    phone: undefined,
    username: undefined,
    password: 'x',
    ...names,
  })
  const [byKey, byEmail, byPhone, byUsername] = [
    entryOf('k', { key: 'k' }),
    entryOf('e', { email: 'e@example.com' }),
    entryOf('p', { phone: '14155550123' }),
    entryOf('u', { username: 'u' }),
  ]
  const index = new KnownPasswordIndex([byKey, byEmail, byPhone, byUsername])

  it.each([
    ['key first', { sourceKey: 'k', create: { primaryEmail: 'e@example.com' } }, byKey],
    ['e-mail in any case', { sourceKey: '?', create: { primaryEmail: 'E@example.com' } }, byEmail],
    ['phone', { sourceKey: '?', create: { primaryPhone: '14155550123' } }, byPhone],
    ['username', { sourceKey: '?', create: { username: 'u' } }, byUsername],
    ['username with its case', { sourceKey: '?', create: { username: 'U' } }, undefined],
    ['nobody', { sourceKey: '?', create: {} }, undefined],
  ])('finds by %s', (_title, plan, expected) => {
    expect(index.find(plan)).toBe(expected)
  })

  it('lists who was not found', () => {
    expect(index.without(new Set([byKey, byPhone]))).toEqual([byEmail, byUsername])
  })
})
