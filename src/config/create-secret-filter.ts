import { SecretFilter } from '../secrets/secret-filter.js'
import type { Settings } from './settings.js'

/**
 * The filter of a run. It follows the mapping: a column that `columns` uses as a password, a parameter of one or a
 * second factor is a secret everywhere, and one that `columns` puts under `customData` by name has been decided on.
 */
export const createSecretFilter = ({ columns, customData }: Pick<Settings, 'columns' | 'customData'>) => {
  const mapped = Object.entries(columns).filter((entry): entry is [string, string] => entry[1] !== null)
  return new SecretFilter({
    keep: customData?.keep,
    named: mapped.filter(([, path]) => path.startsWith('customData.')).map(([, path]) => path),
    secret: mapped.filter(([, path]) => secretField.test(path)).map(([column]) => column),
  })
}

/** Fields of the user record that hold secrets. */
const secretField = /^(?:password|passwordDigest|passwordHash|passwordParams(?:\..*)?|totpSecret|mfa)$/
