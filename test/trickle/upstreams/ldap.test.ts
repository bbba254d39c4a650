import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openUpstream } from '../../../src/trickle/upstreams/open-upstream.js'
import type { ConfigOf } from '../../../src/trickle/upstreams/upstream-config.js'
import { hasSlapd, type Slapd, startSlapd } from './start-slapd.js'

const people = [
  { uid: 'anna', mail: 'anna@example.com', password: 'old-secret' },
  { uid: 'odd, "name"+x\\y', mail: 'odd@example.com', password: 'ü &{name}' },
  { uid: 'twin1', mail: 'twin@example.com', password: 'a' },
  { uid: 'twin2', mail: 'twin@example.com', password: 'a' },
  { uid: 'a*', mail: 'star@example.com', password: 'star' },
]

const verify = (config: Omit<ConfigOf<'ldap'>, 'type'>, name: string, password: string): Promise<unknown> =>
  openUpstream({ type: 'ldap', ...config })
    .verify({ name, password }, new AbortController().signal)
    .catch((error: { fault?: string }) => error.fault ?? error)

describe.skipIf(!hasSlapd)('LDAP, against slapd (Debian package slapd)', () => {
  let slapd: Slapd

  beforeAll(async () => {
    slapd = await startSlapd(people)
  })
  afterAll(() => slapd.close())

  test('binds by a template of the name; names are escaped', async () => {
    const config = { url: slapd.url, userDn: 'uid={name},ou=people,dc=example,dc=org' }
    expect(await verify(config, 'anna', 'old-secret')).toBe(true)
    expect(await verify(config, 'odd, "name"+x\\y', 'ü &{name}')).toBe(true)
    expect(await verify(config, 'anna', 'other')).toBe(false)
    expect(await verify(config, 'nobody', 'old-secret')).toBe(false)
    expect(await verify(config, 'anna,ou=people', 'old-secret')).toBe(false)
    // A bind without a password is anonymous, and succeeds for everybody.
    expect(await verify(config, 'anna', '')).toBe(false)
  })

  test('finds the name by a search first; wildcards of others are letters', async () => {
    const search = {
      base: 'ou=people,dc=example,dc=org',
      filter: '(|(mail={name})(uid={name}))',
      bindDn: 'cn=admin,dc=example,dc=org',
      bindPassword: 'admin-secret',
    }
    const config = { url: slapd.url, search }
    expect(await verify(config, 'anna@example.com', 'old-secret')).toBe(true)
    expect(await verify(config, 'anna@example.com', 'other')).toBe(false)
    expect(await verify(config, 'a*', 'star')).toBe(true)
    expect(await verify(config, '*', 'old-secret')).toBe(false)
    expect(await verify(config, 'anna)(uid=*', 'old-secret')).toBe(false)
    expect(await verify(config, 'nobody@example.com', 'x')).toBe(false)
    expect(await verify(config, 'twin@example.com', 'a')).toBe('blocked')
    const wrongAccount = { ...config, search: { ...search, bindPassword: 'wrong' } }
    expect(await verify(wrongAccount, 'anna@example.com', 'old-secret')).toBe('misconfigured')
  })
})

test('a directory that is not there is a fault, and neither way to find a name is one of the config', async () => {
  const userDn = 'uid={name},dc=example,dc=org'
  expect(await verify({ url: 'ldap://127.0.0.1:1', userDn }, 'anna', 'x')).toBe('unavailable')
  expect(() => openUpstream({ type: 'ldap', url: 'ldap://127.0.0.1:1' })).toThrow(/either userDn/)
})
