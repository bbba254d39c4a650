import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readArray, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** The extension OATHAuth: one row for each device, or one for each user with `keys` inside. */
export const readMediawikiFactors = (
  user: UserRecord,
  id: string | undefined,
  context: PresetContext,
): void => {
  if (id === undefined) return
  for (const row of context.related('oath', id)) {
    const type = readText(row['type'])?.toLowerCase() ?? 'totp'
    const data = readObject(row['data'])
    if (type.startsWith('webauthn')) {
      user.losses.push({ kind: 'passkey', detail: 'Passkeys must be enrolled again.' })
    } else if (type === 'totp') {
      const keys = readObjects(data?.['keys'])
      for (const key of keys.length > 0 ? keys : data === undefined ? [] : [data]) readKey(user, key)
      if (data === undefined) {
        user.losses.push({ kind: 'totp', detail: 'The data of the TOTP device is not a JSON object.' })
      }
    } else if (type === 'recoverycodes') loseCodes(user)
    else {
      user.losses.push({ kind: 'second_factor', detail: `The second factor ${type} must be enrolled again.` })
    }
  }
}

const readKey = (user: UserRecord, key: JsonObject): void => {
  if (readText(key['nonce']) !== undefined) {
    user.losses.push({ kind: 'totp', detail: "The TOTP secret is encrypted with the wiki's own key." })
  } else putTotp(user, key['secret'])
  if ((readArray(key['scratch_tokens'])?.length ?? 0) > 0) loseCodes(user)
}

const loseCodes = ({ losses }: UserRecord): void => {
  losses.push({ kind: 'backup_codes', detail: "MediaWiki's scratch codes do not have the form of Logto's." })
}
