import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { losePassword } from '../vocabulary/lose-password.js'
import { readText } from '../vocabulary/cells/read-text.js'

const providers: ReadonlyMap<string, string> = new Map([
  ['gitlab', 'gitlab'],
  ['google', 'google'],
  ['office365', 'microsoft'],
])

/** `authservice` is empty for people with a password; else `authdata` is the id at the service. */
export const putMattermostSignIn = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const service = readText(record['authservice'])?.toLowerCase()
  const userId = readText(record['authdata'])
  if (service === undefined || service === 'email') {
    if ('password' in record) return
    losePassword(user, 'Neither API nor bulk export gives password hashes out; export the table users.')
    return
  }
  const provider = providers.get(service)
  if (provider !== undefined || Object.hasOwn(context.connectors, service)) {
    addPortableIdentity(
      user,
      { provider: provider ?? service, connection: service, userId: userId ?? null },
      context,
    )
  } else loseEnterpriseIdentity(user, { provider: service, userId })
}
