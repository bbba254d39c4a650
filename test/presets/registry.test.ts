import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { detectPreset } from '../../src/presets/detect-preset.js'
import { findPreset, presets } from '../../src/presets/registry.js'
import { readFixture } from './plan-fixture.js'

describe('registry', () => {
  it('names every preset once, in lower case', () => {
    const names = presets.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[a-z\d-]+$/)
  })

  it.each(presets.filter(({ name }) => name !== 'generic'))(
    '$name is a declaration, or says in its first line why it cannot be',
    ({ name }) => {
      const text = readFileSync(`src/presets/${name}/${name}.ts`, 'utf8')
      expect(text).toMatch(/^\/\/ No declaration: |declare(?:Preset|Table)\(/)
    },
  )

  it('finds presets by name and says which there are', () => {
    expect(findPreset('Auth0').name).toBe('auth0')
    expect(() => findPreset('auth1')).toThrowError(/no preset "auth1".*auth0/s)
  })

  it.each([
    { file: 'auth0/users.ndjson', preset: 'auth0' },
    { file: 'auth0/users.csv', preset: 'auth0' },
    { file: 'auth0/extension.csv', preset: 'auth0' },
    { file: 'auth0/passwords.ndjson', preset: 'auth0' },
    { file: 'generic/users.csv', preset: 'generic' },
    { file: 'generic/users.ndjson', preset: 'generic' },
    { file: 'generic/mapped.json', preset: 'generic' },
  ])('detects $file as $preset', async ({ file, preset }) => {
    const { best } = detectPreset(await readFixture(file))
    expect(best.preset.name).toBe(preset)
  })

  it('reads what nobody knows as generic', () => {
    expect(detectPreset([])).toMatchObject({ best: { preset: { name: 'generic' }, score: 0 } })
    expect(detectPreset([{ a: 1 }]).best.preset.name).toBe('generic')
  })

  it('says why', async () => {
    const { best, runnerUp } = detectPreset(await readFixture('auth0/users.ndjson'))
    expect(best.evidence.join()).toMatch(/user_id/)
    expect(runnerUp?.score).toBeLessThan(best.score)
  })
})
