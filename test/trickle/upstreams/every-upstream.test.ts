import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { startStubServer } from '../../support/stub-server.js'
import { openUpstream } from '../../../src/trickle/upstreams/open-upstream.js'
import type { UpstreamConfig } from '../../../src/trickle/upstreams/upstream-config.js'
import { openTrickle } from '../open-trickle.js'
import { hasSlapd, type Slapd, startSlapd } from './start-slapd.js'
import { vendors } from './vendor-mock.js'

const people = Array.from({ length: 10 }, (_, index) => ({
  name: `person${index}`,
  password: `old-secret-${index}`,
}))

/**
 * Ten people without a hash, one old system: everybody is in at once with the old password, nobody with a wrong one,
 * and from the second sign-in on the old system is not asked.
 */
const signEverybodyIn = async (config: UpstreamConfig, asked?: () => number): Promise<void> => {
  const trickle = await openTrickle({ upstream: { config, client: openUpstream(config) } })
  const ids: string[] = []
  for (const { name } of people) ids.push(await trickle.addPerson(name, ''))
  trickle.hashes.passwords.clear()
  await trickle.install()
  const outcomes = await Promise.all(
    people.map(async ({ name, password }) => [
      await trickle.signIn(name, `${password}?`),
      await trickle.signIn(name, password),
    ]),
  )
  expect(outcomes).toEqual(people.map(() => [422, 200]))
  const before = asked?.()
  for (const id of ids) expect(await trickle.userOf(id)).toMatchObject({ hasPassword: true })
  await trickle.call('DELETE', '/api/configs/actions/action.postFirstFactorVerification')
  for (const { name, password } of people) expect(await trickle.signIn(name, password)).toBe(200)
  expect(asked?.()).toBe(before)
  await vi.waitFor(async () =>
    expect(await trickle.service.metrics.read()).toContain('trickle_tries_total{result="right"} 10'),
  )
}

describe('people without a hash', () => {
  test.each(Object.entries(vendors))('%s', async (_, vendor) => {
    const server = await startStubServer((request) => {
      const typed = vendor.read(request)
      const person = people.find(({ name }) => typed?.name === `${name}@example.com`)
      return (person && person.password === typed?.password ? vendor.answers.right : vendor.answers.wrong)!
    })
    onTestFinished(() => server.close())
    await signEverybodyIn(vendor.config(server.endpoint), () => server.requests.length)
    // Each try was one request: a wrong password is never tried again.
    expect(server.requests).toHaveLength(20)
  })
})

describe.skipIf(!hasSlapd)('people of a directory, slapd (Debian package slapd)', () => {
  let slapd: Slapd

  beforeAll(async () => {
    slapd = await startSlapd(
      people.map(({ name, password }) => ({ uid: name, mail: `${name}@example.com`, password })),
    )
  })
  afterAll(() => slapd.close())

  test('ldap', () =>
    signEverybodyIn({
      type: 'ldap',
      url: slapd.url,
      search: { base: 'ou=people,dc=example,dc=org', filter: '(mail={name})' },
    }))
})
