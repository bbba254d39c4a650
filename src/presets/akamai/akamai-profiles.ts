import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addIdentity } from '../vocabulary/identities/add-identity.js'
import { loseSocialIdentity } from '../vocabulary/identities/lose-identity.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Identifiers are addresses of pages; in these the id can be read off. */
const idPatterns = new Map<string, RegExp>([
  ['facebook.com', /[?&]id=(\d+)$/],
  ['google.com', /\/profiles\/(\d+)$/],
  ['googleplus.com', /\/(\d{15,25})$/],
  ['twitter.com', /[?&]user_id=(\d+)$/],
])

/** Entries of the plural `profiles`: one for each provider; tokens in them are not read. */
export const putAkamaiProfiles = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  for (const profile of readObjects(record['profiles'])) {
    const domain = readText(profile['domain']) ?? 'unknown'
    const identifier = readText(profile['identifier'])
    const id = identifier === undefined ? undefined : idPatterns.get(domain)?.exec(identifier)?.[1]
    const provider = domain === 'googleplus.com' ? 'google' : domain
    const email = readText(profile['verifiedEmail'])
    const details = email === undefined ? {} : { details: { email } }
    if (id !== undefined) addIdentity(user, { provider, connection: domain, userId: id, ...details }, context)
    else {
      loseSocialIdentity(
        user,
        { provider: domain, userId: identifier },
        'its identifier is an address from which no id can be read.',
      )
    }
  }
}
