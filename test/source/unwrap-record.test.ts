import { expect, test } from 'vitest'
import { findWrapper } from '../../src/source/json/unwrap-record.js'

const person = { email: 'ada@example.com', name: 'Ada' }

test.each<[string, object, string | undefined]>([
  ['a wrapper in any case', { id: 1, Identity: person }, 'Identity'],
  ['the only thing there is, whatever its name', { whoever: person }, 'whoever'],
  ['a frame in a frame', { data: { whoever: person } }, 'data'],
  ['the frame of a search engine', { _index: 'u', _id: '1', _score: 1, _source: person }, '_source'],
  ['something of the person beside it', { email: 'ada@example.com', data: person }, undefined],
  ['a name that is no wrapper beside an id', { id: 1, settings: person }, undefined],
  ['what a membership says beside it', { cursor: 'x', role: 'admin', node: person }, 'node'],
  ['a name beside a name', { name: 'Ada', email: 'a@example.com', contact: person }, undefined],
  ['one fact in an object', { profile: { theme: 'dark' } }, undefined],
  ['a list', { users: [person] }, undefined],
])('%s', (_, record, wrapper) => {
  const sample = [JSON.parse(JSON.stringify(record))]
  expect(findWrapper(sample)).toBe(wrapper)
})

test('rows of another kind, fewer than the people, are taken out of the same frame', () => {
  const rows = [
    { type: 'user', data: person },
    { type: 'tag', data: { label: 'x' } },
    { type: 'user', data: person },
  ]
  expect(findWrapper(rows)).toBe('data')
  expect(findWrapper(rows.slice(0, 2))).toBeUndefined()
})
