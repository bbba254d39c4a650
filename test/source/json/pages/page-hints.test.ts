import { expect, test } from 'vitest'
import { readPageHints } from '../../../../src/source/json/pages/page-hints.js'

test.each([
  ['{"nextPaginationToken":"abc","users":[', true],
  ['],"next_page_token":"abc"}', true],
  ['],"@odata.nextLink":"https://x"}', true],
  ['],"nextPageKey":{"pk":"1"}}', true],
  ['],"LastEvaluatedKey":{"pk":"1"}}', true],
  ['],"next":"https://x","previous":null}', true],
  ['],"has_more":true}', true],
  ['],"has_more":true,"total_pages":1}', true],
  ['],"meta":{"total_pages":1},"links":{"next":"https://x?page=1"}}', false],
  ['],"meta":{"total_pages":12},"links":{"next":"https://x?page=2"}}', true],
  ['],"next_cursor":""}', false],
  ['],"nextPageToken":null}', false],
  ['{"nextId":7,"users":[', undefined],
  ['{"nextOfKin":"x","users":[', undefined],
])('%s', (around, hasMore) => {
  expect(readPageHints(around).hasMore).toBe(hasMore)
})
