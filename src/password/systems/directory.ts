import { convertLdapScheme, unwrapLdifBase64 } from '../families/ldap-scheme.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { trimHash } from '../recognise/recognise-password.js'
import { refusePassword } from '../refuse-password.js'
import { convertSpring } from '../formats/spring.js'
import { fromText, withGeneric } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

/**
 * LDAP `userPassword` (RFC 4519): a value without `{SCHEME}` is the password itself. Exports are not always true to
 * that, so a value that looks like a hash is not taken for one.
 */
export const ldap: PasswordSystem = fromText((stored, params) => {
  const text = unwrapLdifBase64(stored)
  if (!text.startsWith('{')) {
    return convertGenericHash(text, { ...params, plaintext: true })
  }
  return convertLdapScheme(trimHash(text)) ?? refusePassword('unrecognised_hash')
})

/** Directories whose values always carry a scheme: 389-DS, ForgeRock, PingDS, Atlassian. */
export const directoryScheme: PasswordSystem = fromText(
  withGeneric((text) => convertLdapScheme(unwrapLdifBase64(text))),
)

/** Spring Security. */
export const spring: PasswordSystem = fromText(withGeneric(convertSpring))
