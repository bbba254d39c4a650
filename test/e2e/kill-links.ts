import { mkdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'

const people = 200

/** `links`, killed again and again: everybody has one link in the end, nobody two. */
export const killLinks = async (kills: number): Promise<void> => {
  const rehearsal = await startRehearsal({ latencyMs: [5, 40] })
  const nobody = { username: null, primaryPhone: null, name: null, avatar: null, profile: {}, identities: {} }
  const fresh = { passwordDigest: null, passwordAlgorithm: null, mfaFactors: [], lastSignInAt: null }
  for (let index = 0; index < people; index += 1) {
    const customData = { migratedFrom: { id: `old-${index}`, password: 'pending' } }
    const primaryEmail = `p${index}@example.com`
    const fields = {
      ...nobody,
      ...fresh,
      primaryEmail,
      customData,
      isSuspended: false,
      isPasswordExpired: false,
    }
    rehearsal.sandbox.store.users.add(`u${index}`, fields, Date.now())
  }
  mkdirSync(rehearsal.path('run'))
  writeFileSync(rehearsal.path('run/checkpoint.ndjson'), '')
  // What was under way at a kill is there at once or never: the sandbox has no replicas.
  const links = ['links', '--run', 'run', '--rate', 'off', '--settle-within', '1', '--json']
  for (let kill = 1; kill <= kills; kill += 1) {
    const until = Math.floor((kill * people) / (kills + 1))
    const { signal } = await rehearsal.spawn(links, {
      onStart: (child) => {
        const timer = setInterval(() => {
          if (rehearsal.sandbox.store.oneTimeTokens.size < until) return
          clearInterval(timer)
          child.kill('SIGKILL')
        }, 1)
        child.once('exit', () => clearInterval(timer))
      },
    })
    expect(signal).toBe('SIGKILL')
  }
  const last = await rehearsal.run(links)
  expect(JSON.parse(last.stdout)).toMatchObject({ failed: 0, end: 'complete' })
  const { oneTimeTokens } = rehearsal.sandbox.state()
  expect(new Set(oneTimeTokens.map(({ email }) => email)).size).toBe(people)
  expect(oneTimeTokens).toHaveLength(people)
  const lines = (await readFile(rehearsal.path('run/links.csv'), 'utf8')).trimEnd().split('\n').slice(1)
  expect(lines).toHaveLength(people)
  for (const { token } of oneTimeTokens) expect(lines.filter((line) => line.includes(token))).toHaveLength(1)
}
