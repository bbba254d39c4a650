import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/add-portable-identity.js'
import { isObject, readObject } from '../vocabulary/read-json-cell.js'
import { pickCell } from '../vocabulary/pick-cell.js'
import { readId } from '../vocabulary/read-id.js'
import { readText } from '../vocabulary/read-text.js'

/** Providers that Passport tutorials give a field: `googleId`, `google_id`, or `google` with the id in it. */
export const mongooseProviders = [
  'google',
  'facebook',
  'github',
  'twitter',
  'linkedin',
  'apple',
  'discord',
  'microsoft',
  'slack',
  'gitlab',
] as const

export const putMongooseIdentities = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  for (const provider of mongooseProviders) {
    const userId =
      readId(pickCell(record, `${provider}Id`, `${provider}ID`, `${provider}_id`)) ??
      idInside(record[provider])
    if (userId !== undefined) addPortableIdentity(user, { provider, userId }, context)
  }
  const provider = readText(pickCell(record, 'provider', 'authProvider', 'oauthProvider'))
  const providerId = readId(pickCell(record, 'providerId', 'oauthId', 'socialId', 'provider_id'))
  if (provider !== undefined && provider !== 'local' && providerId !== undefined) {
    addPortableIdentity(user, { provider, userId: providerId }, context)
  }
  putMeteorServices(user, readObject(record['services']) ?? {}, context)
}

/** Hackathon-style documents have the id as the field itself. */
const idInside = (value: JsonValue | undefined): string | undefined => {
  const object = readObject(value)
  return object === undefined ? readId(value) : readId(object['id'] ?? object['sub'])
}

/** Meteor keeps one object a service; those without an id (`password`, `resume`, `email`) are none. */
const putMeteorServices = (user: UserRecord, services: JsonObject, context: PresetContext): void => {
  for (const [provider, service] of Object.entries(services)) {
    const userId = isObject(service) ? readId(service['id']) : undefined
    if (userId !== undefined) addPortableIdentity(user, { provider, userId }, context)
  }
}
