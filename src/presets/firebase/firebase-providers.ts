import type { JsonObject } from '../../source/source-record.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { csvProviders } from './firebase-columns.js'

/** One way in which the user signs in to Firebase. */
export interface FirebaseProvider {
  /** `google.com`, `saml.acme`, `password`, … */
  id: string
  userId: string | undefined
  details: JsonObject
  /** Password, phone and e-mail link: what the user signs in with is on the user itself. */
  isLocal: boolean
}

export const readProviders = (record: JsonObject): FirebaseProvider[] => {
  const listed = record['providerUserInfo'] ?? record['providerData']
  const providers = readObjects(listed).map(readProvider)
  return 'google.com.rawId' in record ? [...providers, ...readColumns(record)] : providers
}

const localIds: ReadonlySet<string> = new Set(['', 'password', 'phone', 'emailLink', 'anonymous', 'firebase'])

const readProvider = (entry: JsonObject): FirebaseProvider => {
  const id = readText(entry['providerId']) ?? ''
  // The Admin SDK calls it uid.
  const userId = readText(entry['rawId']) ?? readText(entry['uid'])
  const avatar = readText(entry['photoUrl']) ?? readText(entry['photoURL'])
  const details = readDetails(userId, readText(entry['email']), readText(entry['displayName']), avatar)
  return { id, userId, details, isLocal: localIds.has(id) }
}

const readColumns = (record: JsonObject): FirebaseProvider[] => {
  const providers: FirebaseProvider[] = []
  for (const id of csvProviders) {
    const userId = readText(record[`${id}.rawId`])
    if (userId === undefined) continue
    const column = (name: string) => readText(record[`${id}.${name}`])
    const details = readDetails(userId, column('email'), column('displayName'), column('photoUrl'))
    providers.push({ id, userId, details, isLocal: false })
  }
  return providers
}

/** As Logto's own connectors store them. */
const readDetails = (
  id: string | undefined,
  email: string | undefined,
  name: string | undefined,
  avatar: string | undefined,
): JsonObject => {
  const details: JsonObject = {}
  if (id !== undefined) details['id'] = id
  if (email !== undefined) details['email'] = email
  if (name !== undefined) details['name'] = name
  if (avatar !== undefined) details['avatar'] = avatar
  return details
}
