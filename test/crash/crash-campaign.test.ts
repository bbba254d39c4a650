import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCampaign } from '../../bench/crash/run-campaign.mjs'
import { buildProgram } from './build-program.js'

let folder = ''
let cli = ''

beforeAll(async () => {
  ;({ folder, cli } = await buildProgram())
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Inputs and faults that once showed a mistake; the moments of the kills are new each time. */
const pastFailures = [['two organizations of one name became one', 1]]

describe('import, SIGKILL, resume, against a target with every fault', () => {
  it.each([['a campaign of its own', 7], ...pastFailures])(
    'loses nothing and does nothing twice: %s (seed %i)',
    async (_name, seed) => {
      const roundsFolder = join(folder, `rounds-${seed}`)
      await mkdir(roundsFolder)
      const rounds = await runCampaign({
        cli,
        seed: Number(seed),
        kills: 6,
        killsPerRound: 6,
        mostUsers: 40,
        parallel: 2,
        folder: roundsFolder,
        onRound: () => undefined,
      })
      expect(rounds.flatMap(({ details }) => details)).toEqual([])
      for (const { counts } of rounds) {
        expect(Object.entries(counts).filter(([, count]) => count !== 0)).toEqual([])
      }
      expect(rounds.reduce((sum, { kills }) => sum + kills, 0)).toBeGreaterThanOrEqual(6)
    },
    90_000,
  )
})
