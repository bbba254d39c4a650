import type { UserRecord } from '../user-record.js'
import { putTotp } from '../vocabulary/put-totp.js'
import type { UserMeta } from './wordpress-meta.js'

/** The plugin Two Factor. */
export const readWordpressFactors = (user: UserRecord, meta: UserMeta): void => {
  const providers = meta.get('_two_factor_enabled_providers')
  const isEnabled = (name: string) => providers === undefined || providers.includes(`"${name}"`)
  const key = meta.get('_two_factor_totp_key')
  if (key !== undefined && isEnabled('Two_Factor_Totp')) putTotp(user, key)
  if (meta.get('_two_factor_backup_codes') !== undefined && isEnabled('Two_Factor_Backup_Codes')) {
    user.losses.push({ kind: 'backup_codes', detail: 'WordPress stores backup codes as hashes.' })
  }
  if (providers?.includes('"Two_Factor_Email"') === true) {
    user.losses.push({ kind: 'second_factor', detail: 'The second factor email must be enrolled again.' })
  }
  if (providers !== undefined && /WebAuthn|FIDO/i.test(providers)) {
    user.losses.push({ kind: 'passkey', detail: 'Passkeys must be enrolled again.' })
  }
}

/** The keys that are true in what PHP's `serialize` makes of `['editor' => true]`. */
export const readSerialisedNames = (text: string): string[] =>
  [...text.matchAll(/s:\d+:"([^"]{1,128})";b:1;/g)].map((match) => match[1] ?? '')
