import { claims, readAddress } from '../vocabulary/read-claims.js'
import { loseField } from './place-field.js'
import type { FieldReader, PresetTable } from './preset-table.js'

/**
 * The standard claims for the table of a system that names them as OpenID Connect does.
 *
 * @param prefix path of the object that they are in, with its dot
 */
export const claimFields = (prefix = ''): PresetTable['fields'] => ({
  ...Object.fromEntries(claims.map(([claim, key]) => [prefix + claim, `profile.${key}` as const])),
  [`${prefix}address`]: takeAddress,
})

const takeAddress: FieldReader = (user, value) => {
  const address = readAddress(value)
  if (address === undefined) return loseField(user, 'address', 'an address')
  user.profile.address = address
  return true
}
