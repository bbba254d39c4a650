import { describe, expect, test } from 'vitest'
import { readAll } from './read-all.js'

const inner = [
  { k: 'a', v: '1' },
  { k: 'b', v: '2' },
]

describe('objects over several lines, one after another', () => {
  test.each([
    ['unknown keys', { ID: 1, kennung: 'mona', notes: inner }],
    ['a list called items', { nr: 1, items: inner }],
  ])('are records: %s', async (_, record) => {
    const text = `${JSON.stringify(record, null, 2)}\n${JSON.stringify(record, null, 2)}\n`
    const records = await readAll(text)
    expect(records.map((one) => one.record)).toEqual([record, record])
  })

  test('are pages where they hold a list and what pages say', async () => {
    const page = JSON.stringify({ items: inner, nextPageToken: 'x' }, null, 2)
    const records = await readAll(`${page}\n${page}\n`)
    expect(records.map((one) => one.record)).toEqual([...inner, ...inner])
  })

  test('a single one with an inner list is read as before', async () => {
    const records = await readAll(JSON.stringify({ people: inner, note: 'x' }, null, 2))
    expect(records.map((one) => one.record)).toEqual(inner)
  })
})
