import { expect, it } from 'vitest'
import { activeDirectory } from '../../src/presets/active-directory/active-directory.js'
import { describePreset } from './describe-preset.js'
import { emptyContext } from './empty-context.js'

const nowMs = Date.parse('2024-01-01T00:00:00Z')

describePreset(activeDirectory, [
  { file: 'users.csv', context: { nowMs } },
  { file: 'users.json', expected: 'json.expected-plans.json' },
  { file: 'csvde.csv', expected: 'csvde.expected-plans.json' },
])

it('knows the guest of a csvde file by its SID, whatever it is called', () => {
  const row = {
    DN: 'CN=Gast,DC=b',
    sAMAccountName: 'Gast',
    objectSid: "X'010500000000000515000000010000000200000003000000f5010000'",
  }
  expect(activeDirectory.toUser(row, emptyContext)).toMatchObject({ skip: 'built_in' })
})

it('knows entries that programs write by the names of LDAP', () => {
  const entry = { objectGUID: 'x', sAMAccountName: 'eve', mail: 'eve@example.com', userAccountControl: 514 }
  expect(activeDirectory.recognise([entry]).score).toBe(1)
  expect(activeDirectory.recognise([{ ...entry, objectClass: ['user'] }]).score).toBeLessThan(0.5)
  expect(activeDirectory.toUser(entry, emptyContext)).toMatchObject({ username: 'eve', isSuspended: true })
})

it.each([
  ['12/31/2020 12:00:00 AM', '1/31/2024 10:00:00 AM', true],
  ['31.12.2020 00:00:00', '', true],
  ['01/02/2023 00:00:00', '', true],
  ['12/31/2099 12:00:00 AM', '', false],
  ['never', '', false],
])(
  'AccountExpirationDate %s beside %s: suspended %s',
  (AccountExpirationDate, LastLogonDate, isSuspended) => {
    const row = { SamAccountName: 'eve', Enabled: 'True', AccountExpirationDate, LastLogonDate }
    const user = activeDirectory.toUser(row, { ...emptyContext, nowMs, sample: [row] })
    expect(user).toMatchObject({ isSuspended })
  },
)
