import { describe, expect, it } from 'vitest'
import { zitadel } from '../../src/presets/zitadel.js'
import { describeSystem, readExport } from './describe-system.js'
import { emptyContext } from './empty-context.js'

describeSystem(zitadel, [
  { file: 'users.ndjson', context: { connectors: { 98765: 'google' } } },
  { file: 'api.ndjson', expected: 'api.expected-plans.json' },
])

describe('zitadel', () => {
  it('recognises an export that was not flattened, and says what to do', async () => {
    const organizations = await readExport('zitadel/export.json')
    expect(organizations).toHaveLength(2)
    expect(zitadel.recognise(organizations).score).toBeGreaterThanOrEqual(0.7)
    for (const organization of organizations) {
      expect(zitadel.toUser(organization, emptyContext)).toMatchObject({
        problems: [{ code: 'record_not_flattened', field: 'humanUsers' }],
      })
    }
  })
})
