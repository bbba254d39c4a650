import { describe, expect, test } from 'vitest'
import { type CaseOptions, importCase, importText } from './import-case.js'

const generic = ['--source', 'generic', '--yes']
const mona = 'mona@example.com'
const nils = 'nils@example.com'

/** What went in, and what the program said on the way. */
const importCsv = async (content: string | Buffer, options: CaseOptions = {}) => {
  const { users, rejected, stderr, exitCode } = await importText('users.csv', content, {
    ...options,
    args: [...generic, ...(options.args ?? [])],
  })
  return {
    people: users.map(({ primaryEmail, name }) => [primaryEmail, name]),
    codes: rejected
      .split('\n')
      .flatMap((line) => (line === '' ? [] : (JSON.parse(line) as { codes: string[] }).codes)),
    stderr,
    exitCode,
  }
}

describe('the field cases', () => {
  test.each([
    ['19-trailing-delimiter-rows', ['Mona', 'Nils'], 'cut to the length of the header'],
    ['27-title-row-above-header', ['Mona', 'Nils'], 'Rows above the header were passed over'],
    ['31-mysql-backslash-quotes', ['Mona "Mo" Lee', 'Nils'], 'A backslash before a quote'],
    ['37-quote-inside-unquoted-cell', ['Mona "Mo" Muster', '19" Rack GmbH', 'Olga'], 'kept as text'],
  ])('%s', async (name, names, note) => {
    const { users, rejected, stderr, exitCode } = await importCase(name, { args: generic })
    expect(exitCode, stderr).toBe(0)
    expect(users.map((user) => user.name)).toEqual(names)
    expect(rejected).toBe('')
    expect(stderr).toContain(note)
  })

  test('29-supabase-rows-without-last-cells', async () => {
    const { users, stderr, exitCode } = await importCase('29-supabase-rows-without-last-cells', {
      args: ['--yes'],
    })
    expect(exitCode, stderr).toBe(0)
    expect(users).toMatchObject([{ primaryEmail: mona, passwordAlgorithm: 'Bcrypt' }])
    expect(stderr).toContain('Supabase')
    expect(stderr).toContain('filled with empty cells')
  })
})

describe('rows of the wrong length', () => {
  const head = 'id,email,name,city\n1,mona@example.com,Mona,Ulm\n'
  test.each([
    ['short at the end', `${head}2,${nils},Nils\n`, [], [nils, 'Nils']],
    ['with empty cells too many', `${head}2,${nils},Nils,Bonn,,\n`, [], [nils, 'Nils']],
    ['with cells too many', `${head}2,${nils},Nils,Bonn,x\n`, ['csv_column_count'], undefined],
    [
      'without a cell in the middle',
      `id,name,email,city\n1,Mona,${mona},Ulm\n2,${nils},Bonn\n`,
      ['csv_column_count'],
      undefined,
    ],
    [
      'cut in two by a line break',
      `${head}2,${nils},Nils\nNilsson,Bonn\n`,
      ['csv_column_count', 'csv_column_count'],
      undefined,
    ],
    ['at the end of a file that ends too early', `${head}2,nils@exam`, ['csv_column_count'], undefined],
    ['with a quote never closed', `${head}2,"${nils},Nils,Bonn\n`, ['csv_quote'], undefined],
  ])('%s', async (_, content, codes, person) => {
    const result = await importCsv(content)
    expect(result.codes).toEqual(codes)
    expect(result.people).toEqual([[mona, 'Mona'], ...(person === undefined ? [] : [person])])
  })

  test('--strict refuses to mend them', async () => {
    const { people, codes, exitCode } = await importCsv(`${head}2,${nils},Nils\n`, { args: ['--strict'] })
    expect({ people, codes, exitCode }).toEqual({
      people: [[mona, 'Mona']],
      codes: ['csv_column_count'],
      exitCode: 1,
    })
  })
})

describe('around the table', () => {
  const rows = `1,${mona},Mona\n2,${nils},Nils\n`
  test.each([
    ['a title of one cell and a blank line', `List of members\n\nid,email,name\n${rows}`],
    ['a version', `Version,1.0\nid,email,name\n${rows}`],
    ['an example above', `Example:,jane@example.com,Jane\nid,email,name\n${rows}`],
    ['an example under the header', `id,email,name\ne.g. 4711,e.g. jane@example.com,e.g. Jane\n${rows}`],
    ['types under the header', `id,email,name\ninteger,varchar(255),text\n${rows}`],
    ['a delimiter at the end of the header', `id,email,name,\n${rows}`],
    ['a delimiter at the end of every line', `id,email,name,\n1,${mona},Mona,\n2,${nils},Nils,\n`],
    ['notes in the header', `ID:,Email [Required],Name (optional) *\n${rows}`],
    ['a total', `id,email,name\n${rows}Total: 2 users\n`],
    ['a count in brackets', `id,email,name\n${rows}(2 rows)\n`],
    ['a total as wide as the table', `id,email,name\n${rows}Total,2,\n`],
  ])('%s', async (_, content) => {
    const { people, codes, exitCode } = await importCsv(content)
    expect({ people, codes, exitCode }).toEqual({
      people: [
        [mona, 'Mona'],
        [nils, 'Nils'],
      ],
      codes: [],
      exitCode: 0,
    })
  })

  test('data is never eaten as a header: it is asked for', async () => {
    const asked = await importCsv(rows)
    expect(asked).toMatchObject({ people: [], exitCode: 2 })
    expect(asked.stderr).toContain('--no-header --columns id,email,…')
    const flags = await importCsv(rows, { args: ['--no-header', '--columns', 'id,email,name'] })
    expect(flags).toMatchObject({
      people: [
        [mona, 'Mona'],
        [nils, 'Nils'],
      ],
      exitCode: 0,
    })
    const config = { source: { header: false, columns: ['id', 'email', ''] } }
    expect(await importCsv(rows, { config })).toMatchObject({
      people: [
        [mona, null],
        [nils, null],
      ],
      exitCode: 0,
    })
  })
})

describe('escapes and encodings', () => {
  test('COPY text', async () => {
    const content = `id\temail\tname\tphone\n1\t${mona}\tMona \\\\ Lee\t\\N\n2\t${nils}\tNils\\tN\t\\N\n`
    const { people } = await importCsv(content)
    expect(people).toEqual([
      [mona, 'Mona \\ Lee'],
      [nils, 'Nils\tN'],
    ])
  })

  test('Windows-1252 is recognised, and said with words that show it', async () => {
    const { people, stderr } = await importCsv(
      Buffer.from(`id,email,name\n1,${mona},M\xf6na M\xfc\xdfig\n`, 'latin1'),
    )
    expect(people).toEqual([[mona, 'Möna Müßig']])
    expect(stderr).toContain('read as windows-1252: Möna, Müßig')
  })

  test('what cannot be recognised is named, and read when it is said', async () => {
    const content = Buffer.concat([
      Buffer.from(`id,email,name\n1,${mona},`),
      Buffer.from([0x93, 0x63, 0x92, 0x86]),
      Buffer.from('\n'),
    ])
    expect(await importCsv(content)).toMatchObject({ people: [], codes: ['invalid_encoding'] })
    expect(await importCsv(content, { args: ['--encoding', 'shift_jis'] })).toMatchObject({
      people: [[mona, '田中']],
    })
    expect(await importCsv(content, { args: ['--encoding', 'klingon'] })).toMatchObject({
      people: [],
      exitCode: 2,
    })
  })

  test('a NUL costs one record, not the file', async () => {
    const { people, codes } = await importCsv(`id,email,name\n1,${mona},Mona\n2,${nils},Ni\0ls\n`)
    expect({ people, codes }).toEqual({ people: [[mona, 'Mona']], codes: ['nul_character'] })
  })
})
