import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { longest } from '../longest-first.js'

test('what is begun first is there', () => {
  expect(longest.filter((path) => !existsSync(path))).toEqual([])
})
