import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { sniffFormat } from '../../../src/source/sniff/sniff-format.js'

const many = (line: string, count = 5): string => `${line}\n`.repeat(count)
const auth0 = '{"user_id":"auth0|1","identities":[{"provider":"auth0","user_id":"1"}]}'

describe('sniffFormat', () => {
  test.each([
    ['commas', 'id,name\n1,x\n2,y\n', 'x.csv', 'csv', ','],
    ['semicolons', 'id;name\n1;x, y\n2;y\n', 'x.csv', 'csv', ';'],
    ['tabs', 'id\tname\n1\tx\n', 'x.csv', 'tsv', '\t'],
    ['pipes', 'id|name\n1|x\n', '-', 'csv', '|'],
    ['pipes inside cells', 'id,emails,phones\n1,a@x.io|b@x.io,1|2|3\n2,c@x.io,4\n', '-', 'csv', ','],
    ['commas inside quotes', 'id;name\n1;"a,b,c,d"\n2;"e,f,g,h"\n', '-', 'csv', ';'],
    ['a comment first', '# one, two, three; four\nid;name\n1;x\n', '-', 'csv', ';'],
    ['one column', 'email\njane@example.com\n', 'x.csv', 'csv', ','],
  ])('rows: %s', async (_, text, name, format, delimiter) => {
    expect(await sniffFormat(Buffer.from(text), name)).toMatchObject({
      format,
      delimiter,
      encoding: 'utf-8',
      compression: 'none',
    })
  })

  test.each([
    ['objects on lines', many(auth0), '-', 'ndjson'],
    ['objects on lines, called .json', many(auth0), 'users.json', 'ndjson'],
    ['one object called .ndjson', auth0, 'users.ndjson', 'ndjson'],
    ['one object called .json', auth0, 'users.json', 'json'],
    ['one object over lines', JSON.stringify(JSON.parse(auth0), null, 2), 'users.ndjson', 'json'],
    ['a list', `[${auth0}]`, '-', 'json'],
    ['a list called .ndjson', `[\n${auth0},\n${auth0}\n]`, 'users.ndjson', 'json'],
    ['an envelope', `{"users":[${auth0},${auth0}]}`, '-', 'json'],
    ['an envelope called .ndjson', `{"users":[${auth0},${auth0}]}`, 'users.ndjson', 'json'],
    ['pages on lines', many(`{"Users":[${auth0}],"PaginationToken":"x"}`), '-', 'json'],
    ['a long line that is cut', `{"users":[${auth0.repeat(2000)}`, '-', 'json'],
    ['a broken first line', `{"id":\n${many(auth0)}`, '-', 'ndjson'],
    ['words', 'nothing to see\n', 'notes.txt', 'unknown'],
    ['a workbook', 'PK\u0003\u0004\0\0', 'users.csv', 'unknown'],
  ])('%s', async (_, text, name, format) => {
    const sniffed = await sniffFormat(Buffer.from(text), name)
    expect(sniffed.format).toBe(format)
    expect(sniffed.evidence.length).toBeGreaterThan(0)
  })

  test('looks through compression and encoding', async () => {
    const packed = gzipSync(Buffer.from('\uFEFFid;name\n1;é\n'.repeat(1), 'utf16le'))
    expect(await sniffFormat(packed, 'x.gz')).toMatchObject({
      format: 'csv',
      delimiter: ';',
      quote: '"',
      firstRow: ['id', 'name'],
      encoding: 'utf-16le',
      hasByteOrderMark: true,
      compression: 'gzip',
    })
  })

  test('a compressed file need not be whole', async () => {
    const packed = gzipSync(many(auth0, 5000))
    expect(await sniffFormat(packed.subarray(0, packed.length >> 1), '-')).toMatchObject({
      format: 'ndjson',
      compression: 'gzip',
    })
  })

  test('shows the first row of a file without a header', async () => {
    const { firstRow } = await sniffFormat(
      Buffer.from('9xK,jane@example.com,true,"a ""b"", c",\n2,3,4,5,\n'),
      'users.csv',
    )
    expect(firstRow).toStrictEqual(['9xK', 'jane@example.com', 'true', 'a "b", c', ''])
  })
})

describe('objects in a row are records, whatever lists they hold', () => {
  const inner = '[{"k":"a","v":"1"},{"k":"b","v":"2"}]'
  test.each([
    ['unknown keys', `{"ID":1,"user_login":"mona","notes":${inner}}`],
    ['a list called items', `{"nr":1,"kunde":"mona","items":${inner}}`],
    ['a list called data beside a name', `{"benutzer":"mona","data":${inner}}`],
    ['nothing but a name and a list', `{"vorname":"mona","adressen":${inner}}`],
    ['two lists', `{"a":${inner},"b":${inner},"kennung":"x"}`],
  ])('%s', async (_, line) => {
    for (const name of ['x.ndjson', 'x.json', '-', 'x.txt']) {
      expect((await sniffFormat(Buffer.from(many(line, 2)), name)).format, name).toBe('ndjson')
      // One that is whole, and one that is cut by the end of the sample.
      const cut = `${line}\n${line}\n${line.slice(0, 20)}`
      expect((await sniffFormat(Buffer.from(cut), name)).format, name).toBe('ndjson')
    }
  })

  test.each([
    ['a list and a token', `{"members":${inner},"nextToken":"x"}`],
    ['a list and its count', `{"@odata.count":2,"value":${inner}}`],
    ['a list alone', `{"personen":${inner}}`],
    ['users beside anything', `{"realm":"acme","enabled":true,"users":${inner}}`],
  ])('pages are pages: %s', async (_, line) => {
    expect((await sniffFormat(Buffer.from(many(line, 3)), 'x.ndjson')).format).toBe('json')
  })
})
