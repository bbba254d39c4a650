import { describe, expect, it } from 'vitest'
import { ldap } from '../../src/presets/ldap.js'
import { isSkip } from '../../src/presets/preset.js'
import { describePreset } from './describe-preset.js'
import { readExport } from './describe-system.js'
import { emptyContext } from './empty-context.js'

describePreset(ldap, {
  users: 'users.ldif',
  read: (path) => readExport(path),
  related: { groups: 'users.ldif' },
  otherForms: ['active-directory.ldif', 'csvde.csv'],
  losses: ['password', 'photo'],
})

describe('ldap', () => {
  it('reads Active Directory', async () => {
    const [ada, disabled, computer] = (await readExport('ldap/active-directory.ldif')).map((record) =>
      ldap.toUser(record, emptyContext),
    )
    expect(ada).toMatchObject({
      id: 'f3f2f1f0-f5f4-f7f6-f8f9-fafbfcfdfeff',
      username: 'ada',
      primaryEmail: 'ada@corp.example.com',
      name: 'Ada Lovelace',
      isSuspended: false,
      isPasswordExpired: true,
      unconvertiblePassword: { reason: 'password_elsewhere' },
      roles: ['Domain Admins'],
      migratedFrom: { createdAt: '2020-01-15T10:30:00.000Z', lastSignInAt: '2024-01-17T21:20:00.000Z' },
    })
    expect(disabled).toMatchObject({ isSuspended: true })
    expect(computer).toMatchObject({ skip: 'other_entry' })
  })

  it('suspends accounts that have expired', () => {
    const entry = {
      dn: 'cn=a,dc=b',
      objectClass: 'user',
      sAMAccountName: 'a',
      accountExpires: '133500000000000000',
    }
    const isSuspendedAt = (nowMs: number) => {
      const user = ldap.toUser(entry, { ...emptyContext, nowMs })
      return isSkip(user) ? undefined : user.isSuspended
    }
    expect(isSuspendedAt(Date.UTC(2023, 0, 1))).toBe(false)
    expect(isSuspendedAt(Date.UTC(2025, 0, 1))).toBe(true)
  })

  it('reads the lists that csvde writes', async () => {
    const [record = {}] = await readExport('ldap/csvde.csv')
    expect(ldap.toUser(record, emptyContext)).toMatchObject({ username: 'ada', roles: ['A', 'B'] })
  })

  it('takes attribute names in any case, and those without an option first', () => {
    const entry = { DN: 'cn=a,dc=b', OBJECTCLASS: ['Person'], 'cn;lang-de': 'Anna', UID: 'a', CN: 'Anne' }
    expect(ldap.toUser(entry, emptyContext)).toMatchObject({ username: 'a', name: 'Anne' })
  })
})
