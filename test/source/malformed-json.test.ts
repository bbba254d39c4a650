import { describe, expect, test } from 'vitest'
import { jsonElements } from './malformed-json-elements.js'
import { jsonFiles } from './malformed-json-files.js'
import { outcomesOf, readAll } from './read-all.js'

const one = { id: 1, n: 'x' }
const two = { id: 2, n: 'y' }
const [oneText, twoText] = [JSON.stringify(one), JSON.stringify(two)]

const cases = { ...jsonElements, ...jsonFiles }

describe('malformed JSON', () => {
  test.each(Object.entries(cases))('%s', async (_, { input, options, expected }) => {
    const records = await readAll(input, options)
    expect(outcomesOf(records)).toStrictEqual(expected)
    expect(records.map(({ ordinal }) => ordinal)).toStrictEqual(expected.map((_, index) => index + 1))
  })

  const short = Object.entries(cases).filter(([, { input }]) => input.length < 1000)
  test.each(short)('%s, however it arrives', async (_, { input, options, expected }) => {
    for (const chunkBytes of [1, 2, 3, 5, 8, 13]) {
      expect(outcomesOf(await readAll(input, options, chunkBytes))).toStrictEqual(expected)
    }
  })

  test('a rejected element is shown as it stands in the file, and no more than it', async () => {
    const records = await readAll(`[${oneText},\n{"id":9,"n":"J "JD" D"} ,\n${twoText}]`)
    expect(records[1]?.raw).toBe('{"id":9,"n":"J "JD" D"}')
    expect(records[1]?.problem?.message).toContain("line 2, column 17: expected ',' or '}' after a value")
  })

  test('a path that leads nowhere stops the run', async () => {
    await expect(readAll(`{"users":[${oneText}]}`, { jsonPath: 'data.users' })).rejects.toMatchObject({
      name: 'MigrationError',
      code: 'json_path',
    })
  })

  test('several lists without a known name stop the run', async () => {
    await expect(readAll(`{"people":[${oneText}],"groups":[${twoText}]}`)).rejects.toMatchObject({
      name: 'MigrationError',
      code: 'json_array_ambiguous',
      message: expect.stringContaining('people, groups'),
    })
  })
})
