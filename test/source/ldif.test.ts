import fc from 'fast-check'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openInput } from '../../src/source/input/open-input.js'
import { sniffText } from '../../src/source/sniff/sniff-text.js'
import type { JsonObject, SourceRecord } from '../../src/source/source-record.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ldif-'))
})
afterAll(() => rm(folder, { recursive: true }))

const nothing = async function* (): AsyncGenerator<Uint8Array> {}

const readLdifText = async (text: string | Buffer): Promise<SourceRecord[]> => {
  const path = join(folder, 'entries.ldif')
  await writeFile(path, text)
  const records: SourceRecord[] = []
  for await (const batch of openInput([path], { format: 'auto', stdin: nothing() })) records.push(...batch)
  return records
}

const recordsOf = async (text: string | Buffer): Promise<(JsonObject | undefined)[]> =>
  (await readLdifText(text)).map(({ record }) => record)

const base64 = (value: string | Buffer): string => Buffer.from(value).toString('base64')

describe('LDIF', () => {
  it.each([
    { id: 'one attribute', text: 'dn: cn=a,dc=b\ncn: a\n', records: [{ dn: 'cn=a,dc=b', cn: 'a' }] },
    { id: 'no line end', text: 'dn: cn=a,dc=b\ncn: a', records: [{ dn: 'cn=a,dc=b', cn: 'a' }] },
    {
      id: 'Windows line ends',
      text: 'dn: cn=a,dc=b\r\ncn: a\r\n\r\n',
      records: [{ dn: 'cn=a,dc=b', cn: 'a' }],
    },
    {
      id: 'version, comments and blank lines',
      text: '# extended LDIF\n#\n  continued comment\nversion: 1\n\n\n# a\ndn: cn=a,dc=b\n# in between\ncn: a\n\n\n',
      records: [{ dn: 'cn=a,dc=b', cn: 'a' }],
    },
    {
      id: 'version without a blank line',
      text: 'version: 1\ndn: cn=a,dc=b\ncn: a\n',
      records: [{ dn: 'cn=a,dc=b', cn: 'a' }],
    },
    {
      id: 'several values',
      text: 'dn: cn=a,dc=b\nmail: a@x.org\nmail: b@x.org\nmail: c@x.org\n',
      records: [{ dn: 'cn=a,dc=b', mail: ['a@x.org', 'b@x.org', 'c@x.org'] }],
    },
    {
      id: 'continued lines, a blank inside',
      text: 'dn: cn=a,\n dc=b\ndescription: one \n two\n  three\n',
      records: [{ dn: 'cn=a,dc=b', description: 'one two three' }],
    },
    {
      id: 'base64 text, continued',
      text: `dn:: ${base64('cn=Zoë,dc=b')}\nsn:: ${base64('Müller').slice(0, 4)}\n ${base64('Müller').slice(4)}\n`,
      records: [{ dn: 'cn=Zoë,dc=b', sn: 'Müller' }],
    },
    {
      id: 'password in base64',
      text: `dn: cn=a,dc=b\nuserPassword:: ${base64('{SSHA}abc=')}\n`,
      records: [{ dn: 'cn=a,dc=b', userPassword: '{SSHA}abc=' }],
    },
    {
      id: 'photo',
      text: `dn: cn=a,dc=b\njpegPhoto:: ${base64(Buffer.alloc(100, 255))}\n`,
      records: [{ dn: 'cn=a,dc=b', jpegPhoto: { $binaryBytes: 100 } }],
    },
    {
      id: 'short binary value',
      text: `dn: cn=a,dc=b\nobjectGUID:: ${base64('plainTextBytes!!')}\n`,
      records: [{ dn: 'cn=a,dc=b', objectGUID: { $binary: base64('plainTextBytes!!') } }],
    },
    {
      id: 'reference to a file',
      text: 'dn: cn=a,dc=b\njpegPhoto:< file:///etc/passwd\n',
      records: [{ dn: 'cn=a,dc=b', jpegPhoto: { $url: 'file:///etc/passwd' } }],
    },
    { id: 'empty value', text: 'dn: cn=a,dc=b\ncn:\n', records: [{ dn: 'cn=a,dc=b', cn: '' }] },
    {
      id: 'colon in a value, options in a name',
      text: 'dn: cn=a,dc=b\ncn;lang-en: a: b\n',
      records: [{ dn: 'cn=a,dc=b', 'cn;lang-en': 'a: b' }],
    },
    {
      id: 'added entry',
      text: 'dn: cn=a,dc=b\nchangetype: add\ncn: a\n',
      records: [{ dn: 'cn=a,dc=b', cn: 'a' }],
    },
    {
      id: 'result of a search',
      text: 'dn: cn=a,dc=b\ncn: a\n\n# search result\nsearch: 2\nresult: 0 Success\n\n# numEntries: 1\n',
      records: [{ dn: 'cn=a,dc=b', cn: 'a' }],
    },
  ])('reads $id', async ({ text, records }) => {
    expect(await recordsOf(text)).toEqual(records)
  })

  it.each([
    { id: 'no colon', bad: 'dn: cn=x,dc=b\nnonsense\n', code: 'ldif_syntax' },
    { id: 'bad base64', bad: 'dn: cn=x,dc=b\ncn:: %%%%\n', code: 'ldif_syntax' },
    { id: 'no dn', bad: 'cn: x\nsn: y\n', code: 'ldif_syntax' },
    { id: 'stray continuation', bad: ' cn: x\n', code: 'ldif_syntax' },
    { id: 'name __proto__', bad: 'dn: cn=x,dc=b\n__proto__: x\n', code: 'ldif_syntax' },
    {
      id: 'modification',
      bad: 'dn: cn=x,dc=b\nchangetype: modify\nreplace: cn\ncn: x\n-\n',
      code: 'ldif_syntax',
    },
    { id: 'deletion', bad: 'dn: cn=x,dc=b\nchangetype: delete\n', code: 'ldif_change_record' },
  ])('rejects one entry: $id', async ({ bad, code }) => {
    const records = await readLdifText(`dn: cn=a,dc=b\ncn: a\n\n${bad}\ndn: cn=c,dc=b\ncn: c\n`)
    expect(records.map(({ problem }) => problem?.code)).toEqual([undefined, code, undefined])
    expect(records.map(({ ordinal, line }) => [ordinal, line])).toEqual([
      [1, 1],
      [2, 4],
      [3, 4 + bad.split('\n').length],
    ])
    expect(records[1]?.raw).toContain(bad.trim().split('\n')[0])
  })

  it('rejects an entry with bytes of another encoding', async () => {
    const text = Buffer.concat([
      Buffer.from(`dn: cn=ä,dc=b\n\n${'dn: cn=a,dc=b\n\n'.repeat(20)}dn: cn=x,dc=b\nsn: M`),
      Buffer.from([0xfc]),
      Buffer.from('ller\n'),
    ])
    expect((await readLdifText(text)).at(-1)?.problem).toMatchObject({
      code: 'invalid_encoding',
      field: 'sn',
    })
  })

  it('rejects an entry that is too large and reads on', async () => {
    const photo = 'A'.repeat(12 * 1024 * 1024)
    const records = await readLdifText(
      `dn: cn=a,dc=b\ncn: a\n\ndn: cn=x,dc=b\njpegPhoto:: ${photo}\ncn: x\n\ndn: cn=c,dc=b\ncn: c\n`,
    )
    expect(records.map(({ problem, record }) => problem?.code ?? record?.['cn'])).toEqual([
      'a',
      'ldif_entry_too_large',
      'c',
    ])
  })

  it('reads back what it is given, however it is folded', async () => {
    const name = fc
      .stringMatching(/^[a-z][a-z\d-]{0,8}$/)
      .filter((key) => !['dn', 'changetype', 'version'].includes(key))
    const value = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => !text.includes('\0'))
    const entry = fc.dictionary(name, value, { minKeys: 1, maxKeys: 6, noNullPrototype: true })
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 5, max: 80 }),
        async (entries, width) => {
          const text = entries
            .map((attributes) =>
              ['dn: cn=a,dc=b', ...Object.entries(attributes).map(([key, one]) => `${key}:: ${base64(one)}`)]
                .map((line) => fold(line, width))
                .join('\n'),
            )
            .join('\n\n')
          expect(await recordsOf(`version: 1\n\n${text}\n`)).toEqual(
            entries.map((attributes) => ({ dn: 'cn=a,dc=b', ...attributes })),
          )
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each([
    { id: 'dn first', text: 'dn: cn=a,dc=b\ncn: a\n', format: 'ldif' },
    { id: 'version first', text: 'version: 1\n\ndn: cn=a,dc=b\n', format: 'ldif' },
    { id: 'comments first', text: '# LDIF\n# more\n\ndn:: Y249YSxkYz1i\n', format: 'ldif' },
    { id: 'CSV of csvde', text: 'DN,objectClass,cn\n"CN=a,DC=b",top;user,a\n', format: 'csv' },
    { id: 'CSV with a column version', text: 'version,dn\n1,2\n', format: 'csv' },
  ])('is sniffed: $id', ({ text, format }) => {
    expect(sniffText(text, 'export.txt').format).toBe(format)
  })
})

const fold = (line: string, width: number): string => {
  const parts = [line.slice(0, width)]
  for (let at = width; at < line.length; at += width - 1) parts.push(line.slice(at, at + width - 1))
  return parts.join('\n ')
}
