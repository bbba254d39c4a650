import { between, pick, pickSome } from './seeded-random.mjs'

const roleNames = ['Editor', 'Reviewer', 'Billing']
/** Two organizations with one name: only the id tells them apart. */
const organizations = [
  { id: 'org-north', name: 'North' },
  { id: 'org-south-1', name: 'South' },
  { id: 'org-south-2', name: 'South' },
]
const organizationRoleNames = ['Owner', 'Member']

/**
 * Made-up people in every mix that a plan can hold, and records that must be refused. Each has what the target
 * must hold in the end: `expected`, or undefined for a record that must not go in.
 *
 * @param isSocialOnlyLeftOut whether everybody has an e-mail address, phone number or username
 */
export const makePeople = (random, count, { isSocialOnlyLeftOut = false } = {}) => {
  const people = []
  for (let number = 1; number <= count; number += 1) {
    people.push(
      random() < 0.03 ? makeBroken(random, number, people) : makePerson(random, number, isSocialOnlyLeftOut),
    )
  }
  return people
}

export const addedPerson = (random, number, isSocialOnlyLeftOut) =>
  makePerson(random, number, isSocialOnlyLeftOut)

const makePerson = (random, number, isSocialOnlyLeftOut) => {
  const id = `u-${number}`
  const record = {
    id,
    name: `Person ${number % 7}`,
    customData: { key: id, plan: pick(random, ['free', 'paid']) },
  }
  const isSocialOnly = random() < 0.2 && !isSocialOnlyLeftOut
  if (!isSocialOnly) {
    const kinds = pickSome(random, ['email', 'phone', 'username'], 0.5)
    if (kinds.length === 0) kinds.push('email')
    if (kinds.includes('email')) record.primaryEmail = `Person.${number}@example.com`
    if (kinds.includes('phone')) record.primaryPhone = `+1415555${String(number).padStart(4, '0')}`
    if (kinds.includes('username')) record.username = `person_${number}`
  }
  if (isSocialOnly || random() < 0.2) {
    record.identities = {}
    for (const target of pickSome(random, ['google', 'github'], 0.6)) addIdentity(record, target, number)
    if (Object.keys(record.identities).length === 0) addIdentity(record, 'google', number)
  }
  if (random() < 0.5) setPassword(random, record)
  if (random() < 0.15) {
    record.mfa = [{ type: 'Totp', secret: makeText(random, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 32) }]
    if (random() < 0.6) record.mfa.push({ type: 'BackupCode', codes: makeCodes(random) })
  }
  if (random() < 0.1) record.isSuspended = true
  const roles = pickSome(random, roleNames, 0.4)
  if (roles.length > 0) record.roles = roles
  const joined = pickSome(random, organizations, 0.3)
  if (joined.length > 0) {
    record.organizations = joined.map((organization) => ({
      ...organization,
      roles: pickSome(random, organizationRoleNames, 0.5),
    }))
  }
  return { id, record, expected: record }
}

/** Some of the things that can change about a person, each as likely as the others. */
export const changePerson = (random, { id, record: before }, number, mostChanges = 3) => {
  const record = structuredClone(before)
  const changes = [
    () => (record.name = `Person ${number % 5} renamed`),
    () => (record.customData = { key: id, ...(random() < 0.5 && { plan: 'closed' }) }),
    () => (record.isSuspended = record.isSuspended !== true),
    () => setPassword(random, record),
    () => {
      if (record.primaryEmail !== undefined) record.primaryEmail = `Other.${number}@example.com`
    },
    () => (record.roles = pickSome(random, roleNames, 0.5)),
    () => {
      record.organizations = pickSome(random, organizations, 0.5).map((organization) => ({
        ...organization,
        roles: pickSome(random, organizationRoleNames, 0.5),
      }))
    },
    () => {
      record.identities = {}
      addIdentity(record, pick(random, ['google', 'github']), number)
    },
    () => {
      const secret = makeText(random, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 32)
      record.mfa = random() < 0.5 ? [] : [{ type: 'Totp', secret }]
    },
  ]
  for (let left = between(random, 1, mostChanges + 1); left > 0; left -= 1) pick(random, changes)()
  return { id, record, expected: record }
}

const setPassword = (random, record) => {
  record.passwordDigest = makeText(random, '0123456789abcdef', 32)
  record.passwordAlgorithm = 'MD5'
}

/** Invitations to the organizations, one of each address; some are over already and must not come. */
export const makeInvitations = (random, count) =>
  Array.from({ length: count }, (_, index) => ({
    email: `invitee.${index}@example.net`,
    organization: pick(random, organizations),
    roles: pickSome(random, organizationRoleNames, 0.5),
    status: random() < 0.8 ? 'pending' : 'accepted',
  }))

const addIdentity = (record, target, number) => {
  record.identities[target] = { userId: `${target}-${number}`, details: { number } }
}

const makeCodes = (random) => Array.from({ length: 10 }, () => makeText(random, '0123456789abcdef', 10))

const makeText = (random, alphabet, length) => {
  let text = ''
  while (text.length < length) text += alphabet[between(random, 0, alphabet.length)]
  return text
}

const makeBroken = (random, number, people) => {
  const id = `u-${number}`
  const earlier = people.find(({ expected }) => expected?.primaryEmail !== undefined)
  const record = pick(random, [
    { id, primaryEmail: 'not an address' },
    { id, primaryPhone: '12' },
    { id, name: 'Nobody can sign in as this' },
    { id, identities: { "it's": { userId: `quote-${number}` } } },
    ...(earlier === undefined ? [] : [{ id, primaryEmail: earlier.record.primaryEmail.toUpperCase() }]),
  ])
  return { id, record, expected: undefined }
}
