import { describe, expect, it } from 'vitest'
import { zitadel } from '../../src/presets/zitadel/zitadel.js'
import { describePreset, readExport } from './describe-preset.js'
import { emptyContext } from './empty-context.js'
import { importExport } from './import-export.js'
import { planFixture } from './plan-fixture.js'

describePreset(zitadel, [
  { file: 'users.ndjson', context: { connectors: { 98765: 'google' } } },
  { file: 'api.ndjson', expected: 'api.expected-plans.json' },
])

describe('zitadel', () => {
  it('takes the instance export as it comes: the same users as flattened ones', async () => {
    const organizations = await readExport('zitadel/export.json')
    expect(organizations).toHaveLength(2)
    const people = organizations.flatMap((organization) => zitadel.expand?.(organization) ?? [])
    const flattened = await readExport('zitadel/users.ndjson')
    const keyed = (records: typeof people) => {
      const users = records.map((record) => zitadel.toUser(record, emptyContext))
      return new Map(users.flatMap((user) => ('id' in user ? [[user.id, user]] : [])))
    }
    const expected = keyed(flattened)
    expect(expected.size).toBeGreaterThan(5)
    for (const [id, user] of keyed(people)) expect(user).toEqual(expected.get(id))
  })

  it('imports the instance export through the built program', async () => {
    const context = { connectors: { 98765: 'google' } }
    const people = (await readExport('zitadel/export.json')).flatMap((one) => zitadel.expand?.(one) ?? [])
    const planned = planFixture(zitadel, people, { ...emptyContext, ...context, nowMs: Date.now() })
    await importExport(zitadel, { file: 'export.json', context }, planned)
  })

  it('says so when an organization comes where a user should', async () => {
    const [organization = {}] = await readExport('zitadel/export.json')
    expect(zitadel.toUser(organization, emptyContext)).toMatchObject({
      problems: [{ code: 'record_not_flattened', field: 'humanUsers' }],
    })
  })
})
