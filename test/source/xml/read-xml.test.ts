import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inChunks, outcomesOf, readAll } from '../read-all.js'

const recordsOf = async (xml: string | Buffer, options = {}): Promise<unknown[]> =>
  (await readAll(xml, options)).map(({ record, problem }) => problem?.code ?? record)

const person = '<id>1</id><email>mona@example.com</email>'

describe('one user each', () => {
  test.each<[string, string, unknown[]]>([
    ['fields as elements', `<users><user>${person}</user></users>`, [{ id: '1', email: 'mona@example.com' }]],
    [
      'fields as attributes',
      '<users><row Id="1" Email="mona@example.com"/><row Id="2" Email="nils@example.com"/></users>',
      [
        { Id: '1', Email: 'mona@example.com' },
        { Id: '2', Email: 'nils@example.com' },
      ],
    ],
    [
      'fields by the attribute of their name',
      '<RESULTS><ROW><COLUMN NAME="ID"><![CDATA[1]]></COLUMN><COLUMN NAME="EMAIL"><![CDATA[a<b@example.com]]></COLUMN></ROW></RESULTS>',
      [{ ID: '1', EMAIL: 'a<b@example.com' }],
    ],
    [
      'in an answer of a server with fields of its own',
      `<s:Envelope xmlns:s="x"><s:Body><status>ok</status><email>admin@example.com</email><r><user>${person}</user><user>${person}</user></r></s:Body></s:Envelope>`,
      [
        { id: '1', email: 'mona@example.com' },
        { id: '1', email: 'mona@example.com' },
      ],
    ],
    [
      'nothing is null, empty is empty, types are no data',
      '<users xmlns:xsi="y"><user><id type="integer">1</id><email>a@example.com</email><phone xsi:nil="true"/><seen type="dateTime" nil="true"/><name/></user></users>',
      [{ id: '1', email: 'a@example.com', phone: null, seen: null, name: '' }],
    ],
    [
      'lists of one, lists of several, objects',
      `<users><user>${person}<roles><role>admin</role></roles><tags><tag>a</tag><tag>b</tag></tags><address><city>Bonn</city></address><phone>1</phone><phone>2</phone></user></users>`,
      [
        {
          id: '1',
          email: 'mona@example.com',
          roles: ['admin'],
          tags: ['a', 'b'],
          address: { city: 'Bonn' },
          phone: ['1', '2'],
        },
      ],
    ],
    [
      'an attribute beside a text',
      '<users><user><email verified="true" xml:lang="de">a@example.com</email></user></users>',
      [{ email: 'a@example.com', email_verified: 'true' }],
    ],
    [
      'entities, references and layout around a text',
      '<users><user><email>a@example.com</email><name>\n    O&apos;Neil &amp; &#xFC;\n  </name><note> kept </note></user></users>',
      [{ email: 'a@example.com', name: "O'Neil & ü", note: ' kept ' }],
    ],
    [
      'addresses inside a user are no users',
      '<users><user><login>mona</login><emails><email><address>a@example.com</address><kind>work</kind></email></emails></user><user><login>nils</login></user></users>',
      [{ login: 'mona', emails: [{ address: 'a@example.com', kind: 'work' }] }, { login: 'nils' }],
    ],
    [
      'a member called __proto__',
      `<users><user>${person}<__proto__>x</__proto__></user></users>`,
      [JSON.parse('{"id":"1","email":"mona@example.com","__proto__":"x"}')],
    ],
  ])('%s', async (_title, xml, records) => {
    expect(await recordsOf(xml)).toEqual(records)
  })

  test('of several tables the one that is asked for', async () => {
    const xml = `<all><client>${person}</client><seller>${person}</seller></all>`
    await expect(recordsOf(xml)).rejects.toThrow('Say which one holds the users by --table')
    expect(await recordsOf(xml, { table: 'seller' })).toHaveLength(1)
    expect(await recordsOf(xml, { table: 'all/client' })).toHaveLength(1)
    await expect(recordsOf(xml, { table: 'nobody' })).rejects.toThrow('expected one of client, seller, got')
  })

  test('in the encoding that the file declares', async () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-2"?><users><user><login>łucja</login></user></users>'
    const bytes = Buffer.from(text.replace('ł', '\xb3'), 'latin1')
    expect(await recordsOf(bytes)).toEqual([{ login: 'łucja' }])
    expect(await recordsOf(text)).toEqual([{ login: 'łucja' }])
  })
})

describe('a bad one costs itself', () => {
  const good = `<user>${person}</user>`
  test.each<[string, string]>([
    ['words between elements', '<user><login>x</login>and<name>y</name></user>'],
    ['elements without end', `<user><login>x</login>${'<a>'.repeat(60)}${'</a>'.repeat(60)}</user>`],
    ['a record that is too long', `<user><login>x</login><bio>${'lorem '.repeat(1_500_000)}</bio></user>`],
  ])('%s', async (_title, bad) => {
    const outcomes = outcomesOf(await readAll(`<users>\n${good}\n${bad}\n${good}</users>`))
    expect(outcomes.map(([line, outcome]) => [line, typeof outcome])).toEqual([
      [2, 'object'],
      [3, 'string'],
      [4, 'object'],
    ])
  })

  test.each<[string, string, string]>([
    ['cut', `<users>${good}<user><id>2`, 'no valid XML (unclosed root tag) at line 1'],
    ['crossed', `<users>${good}\n<user><b></user></b></users>`, 'at line 2'],
    [
      'entities of its own',
      `<!DOCTYPE u [<!ENTITY a "b">]><users><user><login>&a;</login></user></users>`,
      'entity',
    ],
    ['too deep', `<users>${'<a>'.repeat(300)}`, 'nests elements more than 200 deep'],
  ])('no XML: %s', async (_title, xml, message) => {
    await expect(readAll(xml, { format: 'xml', table: 'users/user' })).rejects.toThrow(message)
  })
})

test('every text arrives as it was, whatever the chunks', async () => {
  const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const texts = fc.stringMatching(/^[a-zäß&<>"'😀.]{1,20}$/u)
  await fc.assert(
    fc.asyncProperty(
      fc.array(texts, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 7, max: 90 }),
      async (names, size) => {
        const xml = `<users>${names.map((name) => `<user><login>${escape(name)}</login></user>`).join('\n')}</users>`
        const stdin = inChunks(Buffer.from(xml), size)
        const records = await readAll('', { stdin, format: 'xml', table: 'users/user' })
        expect(records.map(({ record }) => record?.['login'])).toEqual(names)
      },
    ),
    { numRuns: 100 },
  )
})
