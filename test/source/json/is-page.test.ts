import { expect, it } from 'vitest'
import type { JsonObject } from '../../../src/source/source-record.js'
import { isPage } from '../../../src/source/json/pages/is-page.js'

it.each<[JsonObject, boolean]>([
  [{ id: [] }, false],
  [{ tags: [] }, false],
  [{ id: [{ a: 1 }] }, false],
  [{ emails: [{ value: 'a@example.com' }], total: 1 }, false],
  [{ items: [] }, true],
  [{ users: [], total: 0 }, true],
  [{ people_of_ours: [{ mail: 'a@example.com' }], total: 1 }, true],
])('%j is a page: %s', (object, expected) => {
  expect(isPage(object)).toBe(expected)
})
