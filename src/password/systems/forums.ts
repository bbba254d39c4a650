import { convertConfiguredHash } from '../configured-hash.js'
import { readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import type { PasswordConversion } from '../password-conversion.js'
import { convertGenericHash } from '../recognise/generic-hash.js'
import { isBareFamily } from '../recognise/bare-families.js'
import { recognisePassword } from '../recognise/recognise-password.js'
import { refusePassword } from '../refuse-password.js'
import { fromText } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

interface Formulas {
  /** Of a bare digest. */
  digest: string
  /** Of bcrypt and Argon2; the password itself where it is absent. */
  wrapped?: string
}

/** Systems whose digests follow one formula; newer ones of them write bcrypt or Argon2. */
const createForum = ({ digest, wrapped }: Formulas): PasswordSystem =>
  fromText((text, params) => {
    const { family } = recognisePassword(text)
    if (isBareFamily(family)) {
      return withSalt(digest, params, () => convertConfiguredHash(text, { ...params, algorithm: digest }))
    }
    if (wrapped === undefined || (family !== 'bcrypt' && family !== 'argon2')) {
      return convertGenericHash(text, params)
    }
    return withSalt(wrapped, params, () => convertGenericHash(text, { ...params, algorithm: wrapped }))
  })

/** A formula without its salt fits no password at all. */
const withSalt = (
  formula: string,
  params: HashParams,
  convert: () => PasswordConversion,
): PasswordConversion =>
  formula.includes('$salt') && readText(params, 'salt', 'password_salt', 'passwordSalt') === undefined
    ? refusePassword('missing_parameters', 'These hashes need the salt that stands beside them.')
    : convert()

/** vBulletin 3 and 4; version 5 gives bcrypt and Argon2 the MD5. */
export const vbulletin = createForum({ digest: 'md5(md5($pass).$salt)', wrapped: 'bcrypt(md5($pass))' })

/** MyBB, and Invision Power Board before its version 4. */
export const mybb = createForum({ digest: 'md5(md5($salt).md5($pass))' })

/** XenForo before bcrypt. */
export const xenforo = createForum({ digest: 'sha256(sha256($pass).$salt)' })

export const redmine = createForum({ digest: 'sha1($salt.sha1($pass))' })

export const opencart = createForum({ digest: 'sha1($salt.sha1($salt.sha1($pass)))' })

/** Simple Machines Forum: the name of the member, in lower case, stands before the password. */
export const smf: PasswordSystem = (sourceHash, params) => {
  const name = readText(params, 'username', 'member_name', 'memberName', 'user')?.toLowerCase()
  if (name === undefined) {
    return refusePassword('missing_parameters', 'SMF hashes the name of the member too: username.')
  }
  return smfOf(sourceHash, { ...params, salt: name })
}

const smfOf = createForum({ digest: 'sha1($salt.$pass)', wrapped: 'bcrypt($salt.$pass)' })
