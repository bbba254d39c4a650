import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Circumstances, runCampaign } from '../../bench/crash/run-campaign.mjs'
import { hasRedis } from '../support/redis-server.js'
import { buildProgram } from './build-program.js'

let folder = ''
let cli = ''

beforeAll(async () => {
  ;({ folder, cli } = await buildProgram())
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const none: Circumstances = {
  readLagMs: 0,
  clocksMs: [0],
  deliversTwice: false,
  hasProxy: false,
  changesInput: false,
  hasTwoOwners: false,
  shards: 1,
  keepsPasswords: false,
}
const hourMs = 3_600_000
const all: Circumstances = {
  readLagMs: 300,
  clocksMs: [0, 2 * hourMs, -3 * hourMs],
  deliversTwice: true,
  hasProxy: true,
  changesInput: true,
  hasTwoOwners: true,
  shards: 1,
  keepsPasswords: true,
}

/** Few kills, so that the suite stays short; `npm run crash-test` is the campaign. */
const rounds: [string, number, Circumstances][] = [
  ['everything that can go on besides', 7, all],
  ['shards with Redis', 8, hasRedis ? { ...none, shards: 2 } : none],
  // Inputs and faults that once showed a mistake; the moments of the kills are new each time.
  ['two organizations of one name became one', 1, none],
]

describe('import, SIGKILL, resume, against a target with every fault', () => {
  it.each(rounds)(
    'loses nothing and does nothing twice: %s (seed %i)',
    async (_name, seed, circumstances) => {
      const roundsFolder = join(folder, `rounds-${seed}`)
      await mkdir(roundsFolder)
      const ended = await runCampaign({
        cli,
        seed,
        kills: 5,
        killsPerRound: 5,
        mostUsers: 40,
        parallel: 1,
        circumstances,
        folder: roundsFolder,
        onRound: () => undefined,
      })
      expect(ended.flatMap(({ details }) => details)).toEqual([])
      for (const { counts } of ended) {
        expect(Object.entries(counts).filter(([, count]) => count !== 0)).toEqual([])
      }
      expect(ended.reduce((sum, { kills }) => sum + kills, 0)).toBeGreaterThanOrEqual(5)
    },
    90_000,
  )
})
