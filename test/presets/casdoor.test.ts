import { describe, expect, it } from 'vitest'
import { casdoor } from '../../src/presets/casdoor/casdoor.js'
import { detectPreset } from '../../src/presets/detect-preset.js'
import { emptyContext } from './empty-context.js'
import { describePreset, readExport } from './describe-preset.js'

describePreset(casdoor, [
  { file: 'users.ndjson' },
  { file: 'table.csv', expected: 'table.expected-plans.json' },
])

describe('casdoor', () => {
  it.each([
    ['salt', 64, undefined, { losses: [{ kind: 'password', reason: 'missing_parameters' }] }],
    ['salt', 64, '', { passwordAlgorithm: 'SHA256' }],
    ['salt', 64, 'pinch', { losses: [{ kind: 'password', reason: 'nested_hash' }] }],
    ['sha512-salt', 128, '', { passwordAlgorithm: 'Legacy' }],
    ['md5-salt', 32, undefined, { passwordAlgorithm: 'MD5' }],
  ])('takes %s of %i digits with the organization salt %j for %j', (type, length, salt, expected) => {
    const record = { owner: 'acme', name: 'jane', password: 'a'.repeat(length), passwordType: type }
    const passwordParams = salt === undefined ? {} : { organizationSalt: salt }
    expect(casdoor.toUser(record, { ...emptyContext, passwordParams })).toMatchObject(expected)
  })

  it('opens an answer of the API, whose envelope looks like a person', async () => {
    const [answer = {}] = await readExport('casdoor/answer.json')
    expect(detectPreset([answer]).best.preset.name).toBe('casdoor')
    expect(casdoor.expand?.(answer)?.map(({ name }) => name)).toEqual(['jane', 'bo'])
    expect(casdoor.expand?.({ name: 'jane', owner: 'acme' })).toBeUndefined()
  })
})
