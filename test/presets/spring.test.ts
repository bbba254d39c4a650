import { describe, expect, it } from 'vitest'
import { spring } from '../../src/presets/spring/spring.js'
import { describePreset } from './describe-preset.js'
import { emptyContext } from './empty-context.js'

describePreset(spring, [
  { file: 'users.csv', related: { roles: 'authorities.csv' } },
  {
    file: 'default-schema.csv',
    related: { roles: 'authorities.csv' },
    expected: 'default-schema.expected-plans.json',
  },
])

describe('spring', () => {
  it('reads the columns that the operator maps, the password among them', () => {
    const columns = { pwd: 'passwordHash', mailbox: 'primaryEmail' }
    const record = { id: 1, pwd: '{noop}hunter2', mailbox: 'a@example.com' }
    expect(spring.toUser(record, { ...emptyContext, columns })).toMatchObject({
      primaryEmail: 'a@example.com',
      password: 'hunter2',
      customData: {},
    })
  })

  it('leaves directory passwords to other presets', () => {
    expect(spring.recognise([{ uid: 'jane', userPassword: '{SSHA}AAAA' }]).score).toBe(0)
    expect(spring.recognise([{ uid: 'jane', password: '{MD5}AAAA', enabled: 'true' }]).score).toBeLessThan(
      0.5,
    )
  })
})
