import { expect, test } from 'vitest'
import { routeOf } from '../../../src/logto/http/route-of.js'

test.each([
  ['GET', '/api/users?search.primaryEmail=a%40b.co', 'GET /api/users'],
  ['PATCH', '/api/users/abc123/is-suspended', 'PATCH /api/users/:id/is-suspended'],
  ['PUT', '/api/users/abc/identities/google', 'PUT /api/users/:id/identities/:id'],
  ['POST', '/api/organizations/o1/users/roles', 'POST /api/organizations/:id/users/roles'],
  ['POST', '/oidc/token', 'POST /oidc/token'],
] as const)('%s %s', (method, path, route) => {
  expect(routeOf({ method, path })).toBe(route)
})
