import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { isObject, readObject } from '../vocabulary/cells/read-json-cell.js'
import { readId } from '../vocabulary/cells/read-id.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { mongooseProviders, type DocumentFields } from './document-fields.js'

/** `googleId`, or `google` with the id in it, `provider` with `providerId`, and Meteor's services. */
export const putMongooseIdentities = (
  user: UserRecord,
  fields: DocumentFields,
  context: PresetContext,
): void => {
  for (const provider of mongooseProviders) {
    const value = fields[provider]
    if (value === undefined) continue
    const userId = idInside(value)
    if (userId !== undefined) addPortableIdentity(user, { provider, userId }, context)
  }
  const provider = readText(fields.provider)
  const userId = readId(fields.providerId)
  if (provider !== undefined && provider !== 'local' && userId !== undefined) {
    addPortableIdentity(user, { provider, userId }, context)
  }
  if (fields.services !== undefined) putMeteorServices(user, readObject(fields.services) ?? {}, context)
}

/** Hackathon-style documents have the id as the field itself. */
const idInside = (value: JsonValue | undefined): string | undefined => {
  const object = readObject(value)
  return object === undefined ? readId(value) : readId(object['id'] ?? object['sub'] ?? object)
}

/** Meteor keeps one object a service; those without an id (`password`, `resume`, `email`) are none. */
const putMeteorServices = (user: UserRecord, services: JsonObject, context: PresetContext): void => {
  for (const [provider, service] of Object.entries(services)) {
    const userId = isObject(service) ? readId(service['id']) : undefined
    if (userId !== undefined) addPortableIdentity(user, { provider, userId }, context)
  }
}
