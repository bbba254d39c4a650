import { join } from 'node:path'
import { runRound } from './run-round.mjs'

/**
 * Rounds on seeds `seed`, `seed + 1`, … until so many kills are done; several rounds at a time.
 *
 * @param circumstances for all rounds, instead of what their seeds draw
 * @param onRound told of each finished round
 */
export const runCampaign = async ({
  cli,
  seed,
  kills,
  killsPerRound,
  mostUsers,
  parallel,
  folder,
  circumstances,
  onRound,
}) => {
  const rounds = []
  let nextSeed = seed
  let killsLeft = kills
  const work = async () => {
    while (killsLeft > 0) {
      const roundSeed = nextSeed
      nextSeed += 1
      const wanted = Math.min(killsPerRound, killsLeft)
      killsLeft -= wanted
      const roundFolder = join(folder, `seed-${roundSeed}`)
      const settings = { cli, seed: roundSeed, mostUsers, kills: wanted, folder: roundFolder, circumstances }
      const round = await runRound(settings)
      // An import that was done before it was killed often enough leaves its kills to the next round.
      killsLeft += wanted - round.kills
      rounds.push(round)
      onRound(round, roundFolder)
    }
  }
  await Promise.all(Array.from({ length: parallel }, work))
  return rounds
}
