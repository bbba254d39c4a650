import { describe, expect, test } from 'vitest'
import { csvRows } from './malformed-csv-rows.js'
import { csvFiles } from './malformed-csv-files.js'
import { outcomesOf, readAll } from './read-all.js'

const cases = { ...csvRows, ...csvFiles }

describe('malformed CSV', () => {
  test.each(Object.entries(cases))('%s', async (_, { input, options, expected }) => {
    const records = await readAll(input, { ...options, strict: true })
    expect(outcomesOf(records)).toStrictEqual(expected)
    expect(records.map(({ ordinal }) => ordinal)).toStrictEqual(expected.map((_, index) => index + 1))
  })

  const short = Object.entries(cases).filter(([, { input }]) => input.length < 1000)
  test.each(short)('%s, however it arrives', async (_, { input, options, expected }) => {
    for (const chunkBytes of [1, 2, 3, 5, 8, 13]) {
      expect(outcomesOf(await readAll(input, { ...options, strict: true }, chunkBytes))).toStrictEqual(
        expected,
      )
    }
  })

  test('a rejected row is shown as it stands in the file', async () => {
    const records = await readAll('a,b\n1,2\n"x\ny",2,3\n9,x"y\r\n3,4\n', { strict: true })
    expect(records.map(({ raw }) => raw)).toStrictEqual([undefined, '"x\ny",2,3', '9,x"y', undefined])
  })

  test('the wrong number of cells is told', async () => {
    const [record] = await readAll('a,b\n1,2,3\n')
    expect(record?.problem?.message).toContain('Expected 2 cells, got 3.')
  })

  test('what is kept of a long record ends at 4 KiB, never inside a character', async () => {
    const [record] = await readAll(`a,b\n${'é'.repeat(3000)}\n`, { format: 'csv' })
    expect(record?.raw).toBe('é'.repeat(2048))
  })

  test('a file of nothing but broken rows is read in linear time', { timeout: 5000 }, async () => {
    const records = await readAll(`a,b\n${'9,x"y\n'.repeat(100_000)}`, { strict: true })
    expect(records).toHaveLength(100_000)
    expect(records.every(({ problem }) => problem?.code === 'csv_quote')).toBe(true)
  })

  test.each([
    ['a name twice', 'a,b,a\n1,2,3\n', 'a (columns 1, 3)'],
    ['an unclosed quote in the header', 'a,"b\n1,2\n', 'quote'],
    ['a quote out of place in the header', 'a,b"c\n1,2\n', 'quote'],
  ])('a header with %s stops the run', async (_, input, part) => {
    await expect(readAll(input, { format: 'csv' })).rejects.toMatchObject({
      name: 'MigrationError',
      reason: 'input',
      code: 'csv_header',
      message: expect.stringContaining(part),
    })
  })
})
