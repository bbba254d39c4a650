import { createRandom, pick } from './seeded-random.mjs'

/** Draws of its own, so that the input of a seed stays what it is. */
const ownSeed = 0x2545f491

const hourMs = 3_600_000

/**
 * Under what a round runs besides faults and kills. Each of them is there in some of the rounds, several at once.
 *
 * @param seed of the round
 * @param hasRedis whether shards can share a budget here
 */
export const makeCircumstances = (seed, hasRedis) => {
  const random = createRandom(seed ^ ownSeed)
  const draws = {
    lag: random(),
    clocks: random(),
    twice: random(),
    proxy: random(),
    changed: random(),
    owners: random(),
    shards: random(),
    keeps: random(),
  }
  const shards = hasRedis && draws.shards < 0.25 ? pick(random, [2, 3]) : 1
  return {
    /** How far lookups lag behind commits. */
    readLagMs: draws.lag < 0.3 ? 700 : 0,
    /** What the clock of a session may be off. */
    clocksMs: draws.clocks < 0.4 ? [0, 2 * hourMs, -3 * hourMs, 37_000] : [0],
    /** Whether something on the way delivers a request twice. Whom only a lookup can tell would be doubled by it. */
    deliversTwice: draws.twice < 0.25,
    /** Whether sessions go through a proxy that breaks connections. */
    hasProxy: draws.proxy < 0.35,
    /** Whether the input is changed under a session now and then. */
    changesInput: draws.changed < 0.35,
    /** Whether a session is suspended now and then while another takes the run over. */
    hasTwoOwners: draws.owners < 0.35,
    /** Processes at once that share the input and a budget in Redis. */
    shards,
    /** Whether passwords that Logto cannot take are kept, and let their people in by the service or by links. */
    keepsPasswords: shards === 1 && draws.keeps < 0.5,
  }
}

/** Names for the table. */
export const nameCircumstances = (circumstances) =>
  Object.entries({
    'lookups that lag 0.7 s behind': circumstances.readLagMs > 0,
    'clocks of sessions hours apart': circumstances.clocksMs.length > 1,
    'requests delivered twice': circumstances.deliversTwice,
    'a proxy that breaks connections': circumstances.hasProxy,
    'input changed under a session': circumstances.changesInput,
    'two owners of one run': circumstances.hasTwoOwners,
    'shards with Redis': circumstances.shards > 1,
    'old passwords kept, sign-ins and links': circumstances.keepsPasswords,
  })
    .filter(([, isThere]) => isThere)
    .map(([name]) => name)
