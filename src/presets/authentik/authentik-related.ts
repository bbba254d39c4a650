import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { checkTotpParameters } from '../vocabulary/totp-secret.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

const keysOf = keyedBy('user_id')

/** Results of the queries on the docs page; `user_id` is the number of the row, not the uuid. */
export const authentikRelatedFiles: readonly RelatedFile[] = [
  { name: 'groups', title: 'Groups: user_id, name', keysOf, reduce: ({ name = null }) => ({ name }) },
  {
    name: 'connections',
    title: 'OAuth sources: user_id, identifier, slug, provider_type',
    keysOf,
    reduce: ({ identifier = null, slug = null, source = null, provider_type = null }) => ({
      identifier,
      slug,
      source,
      provider_type,
    }),
  },
  {
    name: 'totp',
    title: 'Table authentik_stages_authenticator_totp_totpdevice',
    keysOf,
    reduce: ({ key = null, digits = null, step = null, confirmed = null }) => ({
      key,
      digits,
      step,
      confirmed,
    }),
  },
  {
    name: 'webauthn',
    title: 'Table authentik_stages_authenticator_webauthn_webauthndevice',
    keysOf,
    reduce: () => ({}),
  },
]

export const readAuthentikFactors = (
  user: UserRecord,
  rowId: string | undefined,
  context: PresetContext,
): void => {
  if (rowId === undefined) return
  for (const row of context.related('totp', rowId)) {
    if (readBoolean(row['confirmed']) === false) continue
    const loss = checkTotpParameters({
      digits: readText(row['digits']),
      periodSeconds: readText(row['step']),
    })
    if (loss === undefined) putTotp(user, row['key'], 'hex')
    else user.losses.push({ kind: 'totp', detail: loss })
  }
  if (context.related('webauthn', rowId).length > 0) {
    user.losses.push({ kind: 'passkey', detail: 'Passkeys must be enrolled again.' })
  }
}
