import { readdirSync } from 'node:fs'
import type { Preset } from '../../src/presets/preset.js'
import type { JsonObject } from '../../src/source/source-record.js'
import { readExport } from '../presets/describe-preset.js'

/** Fixtures that are not called as the related file is. */
const otherNames: { readonly [preset: string]: { readonly [related: string]: string } } = {
  'aspnet-identity': { userRoles: 'user-roles.csv' },
  'better-auth': { twoFactors: 'two-factors.json' },
  discourse: {
    emails: 'user-emails.csv',
    passwords: 'user-passwords.csv',
    secondFactors: 'second-factors.csv',
    securityKeys: 'security-keys.csv',
  },
  django: { groups: 'auth_group.csv', groupMembers: 'auth_user_groups.csv' },
  drupal: { social: 'social_auth.csv' },
  keycloak: { identityProviders: 'identity-providers.json' },
  mediawiki: { groups: 'user_groups.csv', preferences: 'user_properties.csv' },
  spring: { roles: 'authorities.csv' },
  supabase: { factors: 'mfa-factors.csv' },
  supertokens: {
    roles: 'user_roles.csv',
    metadata: 'user_metadata.csv',
    totp: 'totp_user_devices.csv',
    passwords: 'emailpassword_users.csv',
  },
  wordpress: { social: 'social_users.csv' },
}

/** The rows of the related files that a preset has a fixture for. */
export const readRelated = async (preset: Preset): Promise<{ [name: string]: JsonObject[] }> => {
  const files = readdirSync(`fixtures/${preset.name}`)
  const related: { [name: string]: JsonObject[] } = {}
  for (const { name } of preset.relatedFiles ?? []) {
    const file =
      otherNames[preset.name]?.[name] ??
      files.find((one) => new RegExp(`^${name}\\.(?:csv|json|ndjson)$`).test(one))
    if (file !== undefined) related[name] = await readExport(`${preset.name}/${file}`)
  }
  return related
}

/** Of all main exports: rows are joined to one by its id, to the other by an address. */
export const readAllForms = async (preset: Preset): Promise<JsonObject[]> => {
  const files = readdirSync(`fixtures/${preset.name}`).filter((name) =>
    /^(?:users|emailpassword_users|download|core-api|admin-api|backend-api)\.(?:csv|json|ldif|ndjson)$/.test(
      name,
    ),
  )
  const records: JsonObject[] = []
  for (const file of files) {
    const { jsonPath } = preset
    const read = await readExport(
      `${preset.name}/${file}`,
      jsonPath === undefined || !file.endsWith('.json') ? {} : { jsonPath },
    )
    records.push(...read.flatMap((record) => preset.expand?.(record) ?? [record]))
  }
  return records
}
