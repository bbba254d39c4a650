import { convertAspnetIdentity } from '../formats/aspnet-identity.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { readCount, readText } from '../hash-params.js'
import { refusePassword } from '../refuse-password.js'
import { fromText } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

/** ASP.NET Identity, Duende, ABP, Umbraco, SimpleMembership. */
export const aspnetIdentity: PasswordSystem = fromText((text, params) =>
  /^[$[{]/.test(text) ? convertGenericHash(text, params) : convertAspnetIdentity(text),
)

/** SqlMembershipProvider: `PasswordFormat` 0 is plaintext, 1 a hash over UTF-16LE, 2 encrypted. */
export const aspnetMembership: PasswordSystem = fromText((text, params) => {
  const format = readCount(params, 'PasswordFormat', 'passwordFormat', 'password_format')
  if (format === 0) return { password: text }
  if (format === 2) return refusePassword('encrypted_at_rest')
  const hasSalt = readText(params, 'salt', 'PasswordSalt') !== undefined
  // SimpleMembership keeps the salt inside and has the layout of Identity version 2.
  if (!hasSalt && /^A[A-Za-z0-9+/]{65}==$/.test(text.trim())) return convertAspnetIdentity(text)
  return refusePassword('password_encoding', 'SqlMembershipProvider hashes UTF-16LE.')
})
