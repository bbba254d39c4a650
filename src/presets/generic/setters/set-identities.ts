import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import type { SocialIdentity } from '../../user-record.js'
import { findConnectorTarget } from '../../vocabulary/identities/connector-target.js'
import { isObject, readJsonCell } from '../../vocabulary/cells/read-json-cell.js'
import { readText } from '../../vocabulary/cells/read-text.js'
import { type GenericDraft, refuseCell } from '../generic-draft.js'

/** `{ google: { userId, details } }`, `{ google: "103…" }`, or `[{ provider, userId }]`; JSON text of these. */
export const setIdentities = (draft: GenericDraft, value: JsonValue): void => {
  const cell = readJsonCell(value)
  if (isObject(cell)) {
    for (const target of Object.keys(cell)) putIdentity(draft, target, cell[target])
  } else if (Array.isArray(cell)) {
    for (const entry of cell) putListed(draft, entry)
  } else if (cell !== null && cell !== undefined && cell !== false) loseIdentity(draft, 'identities')
}

/** Never quotes the value: an entry may hold tokens. */
const loseIdentity = ({ user }: GenericDraft, field: string): void =>
  void user.losses.push({
    kind: 'social_identity',
    detail: `${field}: expected a provider and the id there, such as {"google":{"userId":"103547"}}, got another form; not linked.`,
  })

/** The column `identities.<target>`, `identities.<target>.userId` or `identities.<target>.details`. */
export const setIdentity = (draft: GenericDraft, path: readonly string[], value: JsonValue): void => {
  const [target = '', field] = path
  if (field === undefined) putIdentity(draft, target, readJsonCell(value))
  else if (field === 'userId' || field === 'user_id' || field === 'id') {
    putIdentity(draft, target, { userId: value })
  } else if (field === 'details') putIdentity(draft, target, { details: readJsonCell(value) ?? null })
  else refuseCell(draft, `identities.${path.join('.')}`, 'a column identities.<target>.userId or .details')
}

const putListed = (draft: GenericDraft, entry: JsonValue): void => {
  const named = isObject(entry)
    ? (entry['target'] ??
      entry['provider'] ??
      entry['providerName'] ??
      entry['provider_name'] ??
      entry['providerId'] ??
      entry['connection'] ??
      entry['identityProvider'] ??
      entry['identity_provider'] ??
      entry['idp'] ??
      entry['network'] ??
      entry['service'] ??
      entry['name'] ??
      entry['type'])
    : undefined
  const provider = readText(isObject(named) ? named['name'] : named)
  if (provider === undefined) loseIdentity(draft, 'identities')
  else putIdentity(draft, findConnectorTarget(provider)?.target ?? provider, entry)
}

/** The id at the provider, as the usual systems call it. */
const findUserId = (value: JsonObject): JsonValue | undefined =>
  value['userId'] ??
  value['user_id'] ??
  value['providerUserId'] ??
  value['provider_user_id'] ??
  value['providerAccountId'] ??
  value['provider_account_id'] ??
  value['uid'] ??
  value['socialId'] ??
  value['social_id'] ??
  value['externalId'] ??
  value['external_id'] ??
  value['rawId'] ??
  value['sub'] ??
  value['subject'] ??
  value['id']

const putIdentity = (draft: GenericDraft, target: string, value: JsonValue | undefined): void => {
  if (value === null || value === undefined || value === '') return
  const { identities } = draft.user
  const identity: SocialIdentity = (Object.hasOwn(identities, target) && identities[target]) || { userId: '' }
  if (isObject(value)) {
    const userId = readText(findUserId(value))
    if (userId !== undefined) identity.userId = userId
    else if (!isObject(value['details'])) return loseIdentity(draft, `identities.${target}`)
    const details = value['details']
    if (isObject(details)) identity.details = details
  } else {
    const userId = readText(value)
    if (userId === undefined) {
      if (value !== false) loseIdentity(draft, `identities.${target}`)
      return
    }
    identity.userId = userId
  }
  Object.defineProperty(identities, target, {
    value: identity,
    enumerable: true,
    writable: true,
    configurable: true,
  })
}
