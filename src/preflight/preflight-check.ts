export type CheckStatus = 'ok' | 'warning' | 'failed'

/** Stable names of what is looked at. */
export type CheckName =
  | 'access'
  | 'clock'
  | 'round_trip'
  | 'version'
  | 'tenant'
  | 'webhooks'
  | 'default_roles'
  | 'collisions'
  | 'roles'
  | 'organizations'
  | 'organization_roles'
  | 'connectors'
  | 'sign_in'
  | 'old_passwords'
  | 'password_policy'
  | 'password_expiration'
  | 'username_policy'
  | 'second_factors'
  | 'lookup_lag'
  | 'canary'
  | 'canary_users'
  | 'ids'

/** Where a record of the input stands. */
export interface Place {
  file: string
  line: number
  /** Position in the whole input, from 1. */
  ordinal: number
}

/** One thing that was looked at. */
export interface PreflightCheck {
  name: CheckName
  status: CheckStatus
  /** One sentence or two; counts and names, no identifier of a user. */
  message: string
  /** Users of the input that it concerns. */
  users?: number
  /** The first of them. */
  examples?: Place[]
  /** Setting or flag that decides it. */
  decide?: string
}

const exampleCount = 3

/** Users of the input that need one thing, with the first places. */
export interface Need {
  users: number
  examples: Place[]
}

export const createNeed = (): Need => ({ users: 0, examples: [] })

export const addToNeed = (need: Need, { file, line, ordinal }: Place): void => {
  need.users += 1
  if (need.examples.length < exampleCount) need.examples.push({ file, line, ordinal })
}

/** `1 user`, `12,345 users`. */
export const countUsers = (count: number): string => countThings(count, 'user', 'users')

export const countThings = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`
