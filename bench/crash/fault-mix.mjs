import { pick } from './seeded-random.mjs'

const routesOfUsers = [
  'POST /api/users',
  'PUT /api/users/:userId/identities/:target',
  'POST /api/users/:userId/mfa-verifications',
  'PATCH /api/users/:userId/is-suspended',
  'POST /api/roles/:id/users',
  'POST /api/organizations/:id/users',
  'POST /api/organizations/:id/users/roles',
]

/** All faults of the sandbox together, each a few percent; the forms that exclude each other change by round. */
export const makeFaultMix = (random, { deliversTwice = false } = {}) => ({
  // Not where Logto itself cannot tell the second one from another: organizations may have one name.
  ...(deliversTwice && { deliveredTwice: { probability: 0.04, routes: routesOfUsers } }),
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
