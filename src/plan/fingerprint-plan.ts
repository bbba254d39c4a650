import { hash } from 'node:crypto'
import type { UserPlan } from './user-plan.js'

/** The parts of a plan that are compared one by one, in the order they stand in a fingerprint. */
export const fingerprintParts = [
  'content',
  'password',
  'identities',
  'factors',
  'memberships',
  'status',
] as const

export type FingerprintPart = (typeof fingerprintParts)[number]

export interface FingerprintKeys {
  /** Differs between runs, so that one person's fingerprints of two runs cannot be joined. */
  salt: string
  /**
   * Known to nobody who reads the checkpoint. A plain hash of a password or of an unsalted digest would let a
   * reader of the file try passwords; with this secret in it, it does not.
   */
  secret: string
}

/** What a plan says, small enough to be kept for every user. */
export interface PlanFingerprint {
  /** Six parts of eight hex digits, or nothing where the plan has none, joined by dots. */
  print: string
  /** Which optional fields the plan fills, as salted hashes of their paths; see `givenFields`. */
  given: string[]
}

/** Makes fingerprints: equal for plans that ask the same of Logto, whatever the order of keys and lists. */
export const createFingerprinter = ({ salt, secret }: FingerprintKeys) => {
  const pathHashes = new Map<string, string>()
  const hashPath = (path: string): string => {
    const known = pathHashes.get(path)
    if (known !== undefined) return known
    const hash = digest(salt, path)
    if (pathHashes.size < mostPaths) pathHashes.set(path, hash)
    return hash
  }
  const fingerprint = (plan: UserPlan): PlanFingerprint => {
    const { create, identities, factors } = plan
    // An id is given once: whether it is kept makes no difference to what can be changed later.
    const { id: _id, password, passwordDigest, passwordAlgorithm, ...content } = create
    const print = [
      digest(salt, toCanonicalJson(content)),
      password === undefined && passwordDigest === undefined
        ? digestPending(secret, plan)
        : digest(secret, `${passwordAlgorithm ?? ''}\n${passwordDigest ?? ''}\n${password ?? ''}`),
      identities.length === 0 ? '' : digest(salt, toCanonicalJson(identities)),
      factors.length === 0 ? '' : digest(secret, toCanonicalJson(factors)),
      digestMemberships(salt, plan),
      `${plan.isSuspended ? 's' : ''}${plan.isPasswordExpired ? 'e' : ''}`,
    ].join('.')
    return { print, given: givenFields(plan).map(hashPath) }
  }
  return { fingerprint, hashPath }
}

export type Fingerprinter = ReturnType<typeof createFingerprinter>

/** Custom data can have as many keys as there are users; they must not all stay in memory. */
const mostPaths = 10_000

/** Eight hex digits: a changed part passes for unchanged once in four thousand million. */
const digest = (key: string, text: string): string => hash('sha256', `${key}\n${text}`, 'hex').slice(0, 8)

const digestPending = (secret: string, { pendingPassword }: UserPlan): string =>
  pendingPassword?.stored === undefined ? '' : digest(secret, toCanonicalJson(pendingPassword.stored))

const digestMemberships = (salt: string, { roles, organizations }: UserPlan): string => {
  if (roles.length === 0 && organizations.length === 0) return ''
  const sorted = organizations
    .map(({ id, name, roles: own }) => JSON.stringify([id ?? null, name ?? null, own.toSorted()]))
    .toSorted()
  return digest(salt, JSON.stringify([roles.toSorted(), sorted]))
}

/** Paths of the optional fields that the plan fills; a field that a newer plan leaves out is to be emptied. */
export const givenFields = ({ create }: UserPlan): string[] => {
  const paths: string[] = []
  for (const field of plainFields) if (create[field] !== undefined) paths.push(field)
  for (const name in create.profile) paths.push(`profile.${name}`)
  for (const name in create.customData) if (name !== 'migratedFrom') paths.push(`customData.${name}`)
  return paths
}

export const plainFields = ['primaryEmail', 'primaryPhone', 'username', 'name', 'avatar'] as const

/** JSON with sorted keys. Written by hand: a replacer function of JSON.stringify costs several times as much. */
export const toCanonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(toCanonicalJson).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value) ?? 'null'
  let json = ''
  for (const key of Object.keys(value).sort()) {
    const inner = value[key]
    if (inner === undefined) continue
    json += `${json === '' ? '{' : ','}${JSON.stringify(key)}:${toCanonicalJson(inner)}`
  }
  return json === '' ? '{}' : `${json}}`
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** The parts in which two fingerprints differ. A part that is `?` cannot be compared and counts as equal. */
export const changedParts = (before: string, after: string): Set<FingerprintPart> => {
  const [old, now] = [before.split('.'), after.split('.')]
  return new Set(fingerprintParts.filter((_part, index) => old[index] !== '?' && old[index] !== now[index]))
}
