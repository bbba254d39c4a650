import { defaultPlanRules } from '../plan/plan-rules.js'
import { planUser } from '../plan/plan-user.js'
import { isSkip, type Preset, type PresetContext } from '../presets/preset.js'
import type { UserRecord } from '../presets/user-record.js'
import type { JsonObject } from '../source/source-record.js'
import type { PresetFixture } from './preset-fixture.js'

export const secretMarker = 'f00dfacecafebeef'

/** Names under which systems keep what must not leave by the side door. */
export const secretNames = [
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

/**
 * What is sent and what is said is looked at, so after the program's own filter: a preset need not know every name of a
 * secret, but it must not rename one so that the filter cannot know it.
 *
 * @throws Error that names the field whose value is found anywhere but in the password or the second factors
 */
export const checkSecrets = (preset: Preset, { records }: PresetFixture, context: PresetContext): void => {
  for (const record of records.slice(0, 20)) {
    for (const name of secretNames) {
      const value = `${secretMarker}-${name}`
      const user = preset.toUser({ ...without(record, name), [name]: value }, context)
      if (isSkip(user)) continue
      if (!JSON.stringify(sayOpenly(user)).includes(value)) continue
      throw new Error(
        `${preset.name}: the value of ${name} is found outside of password, passwordDigest and mfa: keep it out of customData, losses and messages`,
      )
    }
  }
}

/** What is sent and said of a user, without password and second factors. */
export const sayOpenly = (user: UserRecord): unknown => {
  const { plan, problems, warnings } = planUser(user, defaultPlanRules)
  if (plan === undefined) return [problems, warnings, user.losses]
  const { password: _password, passwordDigest: _digest, ...create } = plan.create
  const { factors: _factors, ...rest } = plan
  return [{ ...rest, create }, problems, warnings, user.losses]
}

const without = (record: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name))
