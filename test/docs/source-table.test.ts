import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('the table of sources in README.md and docs/sources says what the fixtures carry', () => {
  const { status, stderr } = spawnSync(process.execPath, ['docs/sources/generate.mjs', '--check'], {
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
})
