import type { paths } from '../../../node_modules/.cache/logto-api/lib/generated-types/management.js'
import type { Answer, CallOptions, HttpMethod } from '../../../src/logto/client/call-types.js'
import type { ManagementClient } from '../../../src/logto/client/management-client.js'
import type { ManagementPaths } from '../../../src/logto/client/management-paths.js'

/*
 * Compiled by tsc, never run: the client's own types against those that Logto publishes, path by path, and Logto's
 * types put into the client.
 */

type MethodsOf<Path> = keyof Path & HttpMethod

/** Every path and method of ours that Logto's description does not have. */
type Unknown = {
  [Path in keyof ManagementPaths]: Path extends keyof paths
    ? Exclude<MethodsOf<ManagementPaths[Path]>, MethodsOf<paths[Path]>>
    : Path
}[keyof ManagementPaths]

/** Every path and method whose answer by Logto's description cannot be read as ours. */
type Unreadable = {
  [Path in keyof ManagementPaths]: {
    [Method in MethodsOf<ManagementPaths[Path]>]: Answer<paths, Path, Method> extends Answer<
      ManagementPaths,
      Path,
      Method
    >
      ? never
      : `${Method} ${Path}`
  }[MethodsOf<ManagementPaths[Path]>]
}[keyof ManagementPaths]

/** Every path and method whose body or path names by ours Logto would not take. */
type Unsendable = {
  [Path in keyof ManagementPaths]: {
    [Method in MethodsOf<ManagementPaths[Path]>]: Omit<
      CallOptions<ManagementPaths, Path, Method>,
      'query'
    > extends Omit<CallOptions<paths, Path, Method>, 'query'>
      ? never
      : `${Method} ${Path}`
  }[MethodsOf<ManagementPaths[Path]>]
}[keyof ManagementPaths]

type None<Type extends never> = Type
export type Paths = [None<Unknown>, None<Unreadable>, None<Unsendable>]

declare const client: ManagementClient
declare const official: ManagementClient<paths>

export const calls = async (): Promise<void> => {
  const [application] = await client.get('/api/applications')
  application?.type satisfies
    'Native' | 'SPA' | 'Traditional' | 'MachineToMachine' | 'Protected' | 'SAML' | undefined
  const user = await client.get('/api/users/{userId}', { path: { userId: 'u' } })
  user.lastSignInAt satisfies number | null
  // @ts-expect-error the name in the path is missing
  await client.get('/api/users/{userId}')
  // @ts-expect-error a wrong name in the body
  await client.patch('/api/users/{userId}/is-suspended', { path: { userId: 'u' }, body: { suspended: true } })
  const other: unknown = await client.get('/api/domains')
  void other
  for await (const { organizationRoles } of client.paginate('/api/organizations/{id}/users', {
    path: { id: 'o' },
  })) {
    organizationRoles satisfies { name: string }[]
  }

  const resources = await official.get('/api/resources', { query: { includeScopes: 'true' } })
  resources[0]?.indicator satisfies string | undefined
  for await (const domain of official.paginate('/api/users')) domain.primaryEmail satisfies string | null
  await official.delete('/api/applications/{id}', { path: { id: 'a' } })
}
