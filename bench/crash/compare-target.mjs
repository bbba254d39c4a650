import { groupBy } from './group-by.mjs'

/** Every count that must be 0 in the end, with what is meant by it. */
export const findings = {
  lost: 'people who are not in the target',
  duplicated: 'users beyond the first for one person',
  strangers: 'users who should not be there, refused records among them',
  'wrong fields': 'users whose e-mail, phone, username, name or custom data differ',
  'wrong passwords': 'users whose password digest is not that of the source',
  'wrong identities': 'users whose identities are not exactly those of the source',
  'wrong factors': 'users whose second factors are not exactly those of the source',
  'wrong suspension': 'users suspended who should not be, or the other way round',
  'wrong roles': 'users whose roles are not exactly those of the source',
  'wrong organizations': 'users whose organizations are not exactly those of the source',
  'wrong organization roles': 'memberships whose roles are not exactly those of the source',
  'wrong invitations': 'pending invitations that are not there exactly once, with their roles',
  'double roles or organizations': 'roles, organizations or organization roles made twice or not at all',
}

/**
 * Compares what the target holds with what the source says.
 *
 * @param earlier people of an export before: the roles and organizations made for them stay
 * @returns { counts by the names of `findings`, details: one text a difference, ids: source key to Logto id }
 */
export const compareTarget = (state, people, earlier = [], invitations = []) => {
  const counts = Object.fromEntries(Object.keys(findings).map((name) => [name, 0]))
  const details = []
  const note = (name, detail) => {
    counts[name] += 1
    details.push(`${name}: ${detail}`)
  }
  const byKey = groupBy(state.users, (user) => user.customData.key)
  const names = createNames(state)
  compareContainers(state, [...earlier, ...people, ...invitations.map(toJoiner)], note)
  compareInvitations(state, invitations, names, note)

  const ids = new Map()
  for (const { id, expected } of people) {
    const [user, ...others] = byKey.get(id) ?? []
    byKey.delete(id)
    if (expected === undefined) {
      if (user !== undefined) note('strangers', `${id} was to be refused`)
      continue
    }
    if (user === undefined) {
      note('lost', id)
      continue
    }
    for (const other of others) note('duplicated', `${id} as ${user.id} and ${other.id}`)
    ids.set(id, user.id)
    compareUser(id, user, expected, names, note)
  }
  for (const [key, users] of byKey) {
    for (const user of users) note('strangers', `${user.id} with key ${key}`)
  }
  return { counts, details, ids }
}

/** An invitation needs its organization and roles as a member does. */
const toJoiner = ({ organization, roles, status }) =>
  status === 'pending' ? { expected: { organizations: [{ ...organization, roles }] } } : {}

const compareInvitations = (state, invitations, names, note) => {
  const there = state.invitations.map(({ invitee, organizationId, organizationRoleIds }) =>
    canonical([
      invitee,
      names.organization(organizationId),
      organizationRoleIds.map(names.organizationRole).sort(),
    ]),
  )
  const wanted = invitations
    .filter(({ status }) => status === 'pending')
    .map(({ email, organization, roles }) => canonical([email, organization.id, [...roles].sort()]))
  for (const text of new Set([...there, ...wanted])) {
    const [is, should] = [there, wanted].map((list) => list.filter((each) => each === text).length)
    if (is !== should) note('wrong invitations', `${text} is there ${is} times, expected ${should}`)
  }
}

const compareUser = (id, user, expected, names, note) => {
  const check = (name, actual, wanted) => {
    const [is, should] = [canonical(actual), canonical(wanted)]
    if (is !== should) note(name, `${id} (${user.id}) has ${is}, expected ${should}`)
  }
  const { migratedFrom: _migratedFrom, ...customData } = user.customData
  const { primaryEmail, primaryPhone, username, name } = user
  check(
    'wrong fields',
    { primaryEmail, primaryPhone, username, name, customData },
    {
      primaryEmail: expected.primaryEmail ?? null,
      primaryPhone: expected.primaryPhone?.slice(1) ?? null,
      username: expected.username ?? null,
      name: expected.name,
      customData: expected.customData,
    },
  )
  check('wrong passwords', user.passwordDigest, expected.passwordDigest ?? null)
  check('wrong identities', user.identities, expected.identities ?? {})
  check('wrong factors', user.mfaFactors.map(toFactor), expected.mfa ?? [])
  check('wrong suspension', user.isSuspended, expected.isSuspended ?? false)
  check('wrong roles', user.roleIds.map(names.role).sort(), [...(expected.roles ?? [])].sort())
  const joined = user.organizations.map(({ id: organizationId }) => names.organization(organizationId))
  check('wrong organizations', joined.sort(), (expected.organizations ?? []).map((each) => each.id).sort())
  const rolesByOrganization = Object.fromEntries(
    user.organizations.map((each) => [
      names.organization(each.id),
      each.organizationRoleIds.map(names.organizationRole).sort(),
    ]),
  )
  const wantedRoles = (expected.organizations ?? []).map((each) => [each.id, [...each.roles].sort()])
  check('wrong organization roles', rolesByOrganization, Object.fromEntries(wantedRoles))
}

const toFactor = (factor) =>
  factor.type === 'Totp'
    ? { type: 'Totp', secret: factor.secret }
    : { type: 'BackupCode', codes: factor.codes.map(({ code }) => code) }

const createNames = ({ roles, organizations: known, organizationRoles }) => {
  const read = (list, nameOf) => {
    const byId = new Map(list.map((each) => [each.id, nameOf(each)]))
    return (id) => byId.get(id) ?? `unknown ${id}`
  }
  return {
    role: read(roles, (each) => each.name),
    organization: read(known, sourceIdOf),
    organizationRole: read(organizationRoles, (each) => each.name),
  }
}

const sourceIdOf = (organization) => organization.customData?.migratedFrom?.id

const compareContainers = (state, people, note) => {
  const own = [
    ...state.roles.filter((role) => role.type === 'User').map((role) => `role ${role.name}`),
    ...state.organizations.map((organization) => `organization ${sourceIdOf(organization)}`),
    ...state.organizationRoles.map((role) => `organization role ${role.name}`),
  ]
  const wanted = listContainers(people)
  for (const name of new Set([...own, ...wanted])) {
    const there = own.filter((each) => each === name).length
    if (there !== (wanted.has(name) ? 1 : 0)) {
      note('double roles or organizations', `${name} is there ${there} times`)
    }
  }
}

/** What the people that went in need; a small input does not need everything. */
const listContainers = (people) => {
  const names = new Set()
  for (const { expected } of people) {
    for (const role of expected?.roles ?? []) names.add(`role ${role}`)
    for (const { id, roles } of expected?.organizations ?? []) {
      names.add(`organization ${id}`)
      for (const role of roles) names.add(`organization role ${role}`)
    }
  }
  return names
}

/** JSON with sorted keys and without undefined. */
const canonical = (value) =>
  JSON.stringify(value, (_key, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
