import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startStubServer } from '../support/stub-server.js'
import { startRehearsal } from '../support/sandbox-process.js'
import {
  everybody,
  importPeople,
  makeHashless,
  makePeople,
  runFolder,
  serveAsProcess,
  serveHere,
  signInAgain,
  signInAll,
  trickle,
} from './trickle-people.js'

/** A busy machine may need many tries: see signInPatiently. */
const timeout = 300_000

test(
  'killed while people come, and started again: nobody is lost, and every hash is gone in the end',
  { timeout },
  async () => {
    const rehearsal = await startRehearsal()
    const people = makePeople(22)
    await importPeople(rehearsal, people)
    const killed = await serveAsProcess(rehearsal)
    const { port } = new URL(killed.url)
    expect(await trickle(rehearsal, 'install', '--url', killed.url)).toMatchObject({ exitCode: 0 })
    const coming = signInAll(rehearsal, people)
    const cameOver = (): number =>
      rehearsal.sandbox.state().users.filter(({ passwordDigest }) => passwordDigest !== null).length
    await vi.waitUntil(() => cameOver() > 4, { timeout: 30_000, interval: 1 })
    killed.child.kill('SIGKILL')
    const atKill = await coming
    expect(atKill.inByWrong).toEqual([])
    expect(atKill.out.length).toBeGreaterThan(0)
    const served = await serveHere(rehearsal, port)
    expect(await signInAll(rehearsal, people)).toEqual(everybody)
    await served.stop()
    expect(cameOver()).toBe(people.length)
    // Whoever Logto was not asked about in time is remembered, and their hash goes with the next start.
    const countHashes = async (): Promise<unknown> =>
      (JSON.parse((await trickle(rehearsal, 'status')).stdout) as { storedHashes: number }).storedHashes
    for (let starts = 0; starts < 5 && (await countHashes()) !== 0; starts += 1) {
      await (await serveHere(rehearsal)).stop()
    }
    expect(await countHashes()).toBe(0)
  },
)

test(
  'the whole way: an import keeps hashes and marks who has none; the old system is asked for these',
  { timeout },
  async () => {
    const rehearsal = await startRehearsal()
    const hashless = makeHashless(5)
    const people = [...makePeople(22), ...hashless]
    const passwords = new Map(hashless.map(({ email, password }) => [email, password]))
    const asked: string[] = []
    const old = await startStubServer(({ body }) => {
      const { username, password } = JSON.parse(body) as Record<string, string>
      asked.push(username!)
      return { status: passwords.get(username!) === password ? 200 : 401, json: {} }
    })
    onTestFinished(() => old.close())
    await importPeople(rehearsal, people, { upstream: { type: 'http', url: old.endpoint } })
    const served = await serveHere(rehearsal)
    expect(await trickle(rehearsal, 'install', '--url', served.url)).toMatchObject({ exitCode: 0 })
    expect(await signInAll(rehearsal, people)).toEqual(everybody)
    // For nobody whose hash is kept.
    expect(new Set(asked)).toEqual(new Set(passwords.keys()))
    await served.stop()
    const times = asked.length
    expect(await trickle(rehearsal, 'remove', '--wipe')).toMatchObject({ exitCode: 0 })
    expect(readFileSync(rehearsal.path(runFolder, 'never-came.csv'), 'utf8')).toBe(
      'logto_id,email,phone,username\n',
    )
    expect(await signInAgain(rehearsal, people)).toEqual(everybody)
    expect(asked).toHaveLength(times)
  },
)
