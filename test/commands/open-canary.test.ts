import { expect, it } from 'vitest'
import { openCanary } from '../../src/jobs/import/canary.js'

it.each<[Parameters<typeof openCanary>, RegExp]>([
  [[{ canary: 'all' }, false], /takes a number/],
  [[{ canary: '-1' }, false], /takes a number/],
  [[{ canary: '100000' }, false], /takes a number/],
  [[{ canary: '2' }, true], /more than once/],
  [[{ canary: '2', delta: true }, false], /does not go with --delta/],
])('%j is refused', (given, message) => expect(() => openCanary(...given)).toThrow(message))

it('there is none where none is asked for', () => {
  expect(openCanary({}, true)).toBeUndefined()
  expect(openCanary({ canary: '2' }, false)).toBeDefined()
})
