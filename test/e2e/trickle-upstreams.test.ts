import { describe, expect, onTestFinished, test } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'
import { startStubServer } from '../support/stub-server.js'
import { hasSlapd, startSlapd } from '../trickle/upstreams/start-slapd.js'
import { vendors } from '../trickle/upstreams/vendor-mock.js'
import {
  everybody,
  importPeople,
  makeHashless,
  serveHere,
  signInAgain,
  signInAll,
  trickle,
} from './trickle-people.js'

const people = makeHashless(4)

/**
 * People without a hash, one old system, the built program: everybody is in with the old password, nobody with a
 * wrong one, and from the second sign-in on, and after `trickle remove`, the old system is not asked.
 */
const comeOver = async (upstream: unknown, asked: () => number | undefined): Promise<void> => {
  const rehearsal = await startRehearsal()
  await importPeople(rehearsal, people, { upstream })
  const served = await serveHere(rehearsal)
  expect(await trickle(rehearsal, 'install', '--url', served.url)).toMatchObject({ exitCode: 0 })
  expect(await signInAll(rehearsal, people)).toEqual(everybody)
  const times = asked()
  await served.stop()
  expect(await signInAgain(rehearsal, people)).toEqual(everybody)
  const removed = await trickle(rehearsal, 'remove', '--wipe')
  expect(JSON.parse(removed.stdout)).toMatchObject({
    action: 'removed',
    people: { pending: 0, migrated: people.length },
  })
  expect(await signInAgain(rehearsal, people)).toEqual(everybody)
  expect(asked()).toBe(times)
}

describe('people of a system that gives out no hashes', () => {
  test.each(Object.entries(vendors))('%s', async (_, vendor) => {
    const server = await startStubServer((request) => {
      const typed = vendor.read(request)
      const person = people.find(({ email }) => typed?.name === email)
      return (person && person.password === typed?.password ? vendor.answers.right : vendor.answers.wrong)!
    })
    onTestFinished(() => server.close())
    await comeOver(vendor.config(server.endpoint), () => server.requests.length)
    // No wrong password was sent twice: it would lock the account there.
    const wrong = server.requests.map((request) => vendor.read(request)!).filter(isWrong)
    expect(new Set(wrong.map(({ name }) => name)).size).toBe(wrong.length)
  })

  const isWrong = ({ name, password }: { name: string; password: string }): boolean =>
    people.find(({ email }) => email === name)?.password !== password

  test.skipIf(!hasSlapd)('ldap, slapd (Debian package slapd)', async () => {
    const entries = people.map(({ email, password }) => ({ uid: email, mail: email, password }))
    const slapd = await startSlapd(entries)
    onTestFinished(() => slapd.close())
    const search = { base: 'ou=people,dc=example,dc=org', filter: '(mail={name})' }
    await comeOver({ type: 'ldap', url: slapd.url, search }, () => undefined)
  })
})
