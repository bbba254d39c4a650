import type { ApiRequest } from './api-call.js'

/** Segments of Logto's paths that are names, not ids. */
const names = new Set(
  (
    'api oidc token users roles organizations organization-roles organization-invitations applications resources ' +
    'scopes connectors hooks logs sign-in-exp status message identities mfa-verifications password verify ' +
    'expiration is-suspended has-password custom-data profile jwks configs systems interaction domains me swagger.json'
  ).split(' '),
)

/** Method and path without ids and query, as it may stand in messages and logs: `GET /api/users/:id`. */
export const routeOf = ({ method, path }: Pick<ApiRequest, 'method' | 'path'>): string => {
  // Nearly every request of a run goes to the same place.
  if (method === last.method && path === last.path) return last.route
  const route = nameRoute(method, path)
  last = { method, path, route }
  return route
}

let last = { method: '', path: '', route: '' }

const nameRoute = (method: string, path: string): string => {
  const [pathname = ''] = path.split('?', 1)
  const segments = pathname
    .split('/')
    .map((segment) => (segment === '' || names.has(segment) ? segment : ':id'))
  return `${method} ${segments.join('/')}`
}
