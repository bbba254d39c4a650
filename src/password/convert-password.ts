import type { HashParams } from './hash-params.js'
import { convertOwn } from './own-conversion.js'
import type { PasswordConversion } from './password-conversion.js'
import { passwordSystems } from './systems/password-systems.js'

const fallback = passwordSystems.get('generic')

/**
 * What Logto gets for one stored password. Never throws and never guesses: a hash that could mean several things
 * is refused with the question to settle.
 *
 * @param source the system that wrote the hash; an unknown name is read as `generic`, by what the hash says itself
 * @param sourceHash the stored value: text, or an object of the system's own shape (Auth0, Okta, Keycloak, …)
 * @param params what stands beside it: salt columns, hasher names, project keys, the operator's description; a
 *   function under `convert` is asked first
 */
export const convertPassword = (
  source: string,
  sourceHash: unknown,
  params: HashParams,
): PasswordConversion => {
  const convert = passwordSystems.get(source) ?? fallback
  if (!convert) throw new TypeError('The generic password system is missing.')
  return convertOwn(source, sourceHash, params) ?? convert(sourceHash, params)
}
