import { isSkip, type Preset, type PresetContext } from '../presets/preset.js'
import type { JsonObject } from '../source/source-record.js'
import type { PresetFixture } from './preset-fixture.js'

const marker = 'f00dfacecafebeef'

/** Names under which systems keep what must not leave by the side door. */
const secretNames = [
  'password',
  'password_hash',
  'passwordHash',
  'salt',
  'secret',
  'client_secret',
  'otp_secret',
  'totp_secret',
  'recovery_codes',
  'access_token',
  'accessToken',
  'refresh_token',
  'id_token',
  'session_token',
  'reset_password_token',
  'confirmation_token',
  'api_key',
  'private_key',
  'remember_token',
  'security_answer',
]

/** @throws Error that names the field whose value is found anywhere but in the password or the second factors */
export const checkSecrets = (preset: Preset, { records }: PresetFixture, context: PresetContext): void => {
  for (const record of records.slice(0, 20)) {
    for (const name of secretNames) {
      const value = `${marker}-${name}`
      const user = preset.toUser({ ...without(record, name), [name]: value }, context)
      if (isSkip(user)) continue
      const { password: _password, passwordDigest: _digest, mfa: _mfa, ...said } = user
      if (!JSON.stringify(said).includes(value)) continue
      throw new Error(
        `${preset.name}: the value of ${name} is found outside of password, passwordDigest and mfa: keep it out of customData, losses and messages`,
      )
    }
  }
}

const without = (record: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name))
