import { expect, it } from 'vitest'
import { isSkip } from '../../src/presets/preset.js'
import { onelogin } from '../../src/presets/onelogin/onelogin.js'
import { describePreset } from './describe-preset.js'
import { emptyContext } from './empty-context.js'

describePreset(onelogin, [
  { file: 'users.json', related: { roles: 'roles.csv' } },
  { file: 'users-export.csv', expected: 'users-export.expected-plans.json' },
])

it('takes ids of roles for no names', () => {
  const user = onelogin.toUser({ id: '1', email: 'ada@example.com', roles: ['34', '35'] }, emptyContext)
  expect(
    isSkip(user) ? undefined : [user.roles, user.losses.map(({ kind }) => kind), user.customData],
  ).toEqual([[], ['password', 'role'], { onelogin: { roles: ['34', '35'] } }])
})
