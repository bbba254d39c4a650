import { describe, expect, it } from 'vitest'
import { ldap } from '../../src/presets/ldap/ldap.js'
import { isSkip } from '../../src/presets/preset.js'
import { describePreset } from './describe-preset.js'
import { readExport } from './describe-preset.js'
import { emptyContext } from './empty-context.js'

describePreset(
  ldap,
  [
    {
      file: 'users.ldif',
      related: { groups: 'users.ldif' },
    },
  ],
  {
    otherForms: ['active-directory.ldif', 'csvde.csv'],
    losses: ['password', 'photo'],
  },
)

/** S-1-5-21-1-2-3-<rid>, as csvde and LDIF write it. */
const sidOf = (rid: number): { hex: string; ldif: { $binary: string } } => {
  const bytes = Buffer.alloc(28)
  bytes.set([1, 5, 0, 0, 0, 0, 0, 5])
  for (const [index, number] of [21, 1, 2, 3, rid].entries()) bytes.writeUInt32LE(number, 8 + 4 * index)
  return { hex: `X'${bytes.toString('hex')}'`, ldif: { $binary: bytes.toString('base64') } }
}

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

  it.each([
    ['krbtgt', { sAMAccountName: 'krbtgt' }, 'built_in'],
    ['Guest', { samaccountname: 'Guest', userAccountControl: '66082' }, 'built_in'],
    ['Guest of a German domain in csvde', { sAMAccountName: 'Gast', objectSid: sidOf(501).hex }, 'built_in'],
    ['krbtgt under another name in LDIF', { sAMAccountName: 'kdc', objectSid: sidOf(502).ldif }, 'built_in'],
    ['a machine without the class computer', { sAMAccountName: 'PC1$' }, 'computer'],
    ['a trust', { sAMAccountName: 'OTHER', userAccountControl: 2080 }, 'computer'],
    ['a service', { sAMAccountName: 'sql', servicePrincipalName: ['MSSQLSvc/db:1433'] }, 'service_account'],
    [
      'a service in ranges',
      { sAMAccountName: 'web', 'servicePrincipalName;range=0-1': ['HTTP/a'] },
      'service_account',
    ],
  ])('leaves %s of Active Directory out', (_name, attributes, skip) => {
    const entry = { dn: 'cn=a,dc=b', objectClass: 'top;person;organizationalPerson;user', ...attributes }
    expect(ldap.toUser(entry, emptyContext)).toMatchObject({ skip })
  })

  it.each([
    ['of another directory called guest', { uid: 'guest' }],
    ['of another directory whose name ends in $', { uid: 'pay$' }],
    ['of Active Directory', { sAMAccountName: 'guest-speaker', objectSid: sidOf(1501).hex }],
    ['who administers the domain', { sAMAccountName: 'Administrator', objectSid: sidOf(500).ldif }],
    ['with an empty servicePrincipalName', { sAMAccountName: 'eve', servicePrincipalName: '' }],
    ['with an SID that is none', { sAMAccountName: 'eve', objectSid: { $binary: 'AQU=' } }],
  ])('keeps a person %s', (_name, attributes) => {
    const entry = { dn: 'cn=a,dc=b', objectClass: ['top', 'person', 'inetOrgPerson', 'user'], ...attributes }
    expect(isSkip(ldap.toUser(entry, emptyContext))).toBe(false)
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
