import { pick } from './seeded-random.mjs'

/** All faults of the sandbox together, each a few percent; the forms that exclude each other change by round. */
export const makeFaultMix = (random) => ({
  refuseConnections: { probability: 0.002, durationMs: 150 },
  tokenExpiry: { probability: 0.005 },
  tooManyRequests: {
    probability: 0.003,
    retryAfterSeconds: pick(random, [0, 1]),
    retryAfterForm: pick(random, ['seconds', 'date']),
  },
  resetBeforeCommit: { probability: 0.02 },
  resetAfterCommit: { probability: 0.02 },
  error5xxBeforeCommit: { probability: 0.01 },
  error5xxAfterCommit: { probability: 0.015 },
  garbageBody: { probability: 0.01 },
  cutBody: { probability: 0.01 },
  slowTrickle: { probability: 0.02, durationMs: 100 },
})
