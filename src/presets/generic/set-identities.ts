import type { JsonValue } from '../../source/source-record.js'
import type { SocialIdentity } from '../user-record.js'
import { findConnectorTarget } from '../vocabulary/connector-target.js'
import { isObject, readJsonCell } from '../vocabulary/read-json-cell.js'
import { readText } from '../vocabulary/read-text.js'
import { type GenericDraft, refuseCell } from './generic-draft.js'

/** `{ google: { userId, details } }`, `{ google: "103…" }`, or `[{ provider, userId }]`; JSON text of these. */
export const setIdentities = (draft: GenericDraft, value: JsonValue): void => {
  const cell = readJsonCell(value)
  if (isObject(cell)) {
    for (const target of Object.keys(cell)) putIdentity(draft, target, cell[target])
  } else if (Array.isArray(cell)) {
    for (const entry of cell) putListed(draft, entry)
  } else refuseCell(draft, 'identities', 'a JSON object such as {"google":{"userId":"103547"}}')
}

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
  const provider = isObject(entry) ? readText(entry['target'] ?? entry['provider']) : undefined
  if (provider === undefined) refuseCell(draft, 'identities', 'a target or provider in each entry')
  else putIdentity(draft, findConnectorTarget(provider)?.target ?? provider, entry)
}

const putIdentity = (draft: GenericDraft, target: string, value: JsonValue | undefined): void => {
  if (value === null || value === undefined || value === '') return
  const { identities } = draft.user
  const identity: SocialIdentity = (Object.hasOwn(identities, target) && identities[target]) || { userId: '' }
  if (isObject(value)) {
    const userId = readText(value['userId'] ?? value['user_id'] ?? value['id'])
    if (userId !== undefined) identity.userId = userId
    const details = value['details']
    if (isObject(details)) identity.details = details
  } else {
    const userId = readText(value)
    if (userId === undefined) {
      refuseCell(draft, `identities.${target}`, 'the id at the provider')
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
