import { describe, expect, it } from 'vitest'
import { cognito } from '../../src/presets/cognito/cognito.js'
import { describePreset } from './describe-preset.js'
import { emptyContext } from './empty-context.js'

describePreset(cognito, [
  { file: 'users.json', related: { groups: 'groups.ndjson' }, context: { connectors: { Line: 'line' } } },
  { file: 'users.csv', expected: 'users.csv.expected-plans.json' },
])

describe('cognito', () => {
  it.each([
    { id: 'an id', username: 'a1b2c3d4-0000-4000-8000-000000000001' },
    { id: 'an e-mail address', username: 'jane@example.com' },
    { id: 'a phone number', username: '+14155550100' },
    { id: 'a federated name', username: 'Facebook_1022' },
  ])('does not take $id for a username', ({ username }) => {
    const record = { Username: username, Attributes: [], UserStatus: 'CONFIRMED' }
    expect(cognito.toUser(record, emptyContext)).toMatchObject({ id: username, username: undefined })
  })

  it('takes the groups that stand in the record itself', () => {
    const record = { Username: 'jane', Attributes: [], Groups: ['admins'] }
    expect(cognito.toUser(record, emptyContext)).toMatchObject({ username: 'jane', roles: ['admins'] })
  })
})
