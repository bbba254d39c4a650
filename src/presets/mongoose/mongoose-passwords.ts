import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { putPassword } from '../vocabulary/put-password.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import type { DocumentFields } from './document-fields.js'

/** Hex digits of the 512-byte key that passport-local-mongoose and Payload derive. */
const passportHashLength = 1024

/**
 * The password wherever such collections keep it. `hash` with `salt` is read as passport-local-mongoose's when it
 * has its length, or when the operator has described it; nothing else is guessed.
 */
export const putMongoosePassword = (
  user: UserRecord,
  fields: DocumentFields,
  { passwordParams }: PresetContext,
): void => {
  const meteor = readObject(readObject(fields.services)?.['password'])
  if (meteor !== undefined) {
    putPassword(user, 'meteor', pickCell(meteor, 'bcrypt', 'argon2'), passwordParams)
    return
  }
  const hash = readText(fields.hash)
  const salt = readText(fields.salt)
  if (hash !== undefined && salt !== undefined) putSaltedHash(user, hash, { ...passwordParams, salt })
  else {
    const local = readObject(fields.local)
    const stored =
      fields.password ??
      fields.hash ??
      (local === undefined ? undefined : pickCell(local, 'password', 'hash'))
    putPassword(user, 'generic', stored, salt === undefined ? passwordParams : { ...passwordParams, salt })
  }
}

const putSaltedHash = (user: UserRecord, hash: string, params: PresetContext['passwordParams']): void => {
  const isPassport = hash.length === passportHashLength || params['iterations'] !== undefined
  if (isDescribed(params) || (params['digest'] !== undefined && !isPassport)) {
    putPassword(user, 'custom', hash, params)
  } else if (isPassport) {
    putPassword(user, 'passport-local-mongoose', hash, params)
  } else {
    const reason = 'missing_parameters'
    const message = `A hash of ${hash.length} characters with a salt is not of passport-local-mongoose (${passportHashLength}); describe it under password.`
    user.unconvertiblePassword = { reason, message }
    user.losses.push({ kind: 'password', detail: message, reason })
  }
}

/** A digest alone says only which one PBKDF2 uses; these say that the hash is of another kind. */
const isDescribed = (params: PresetContext['passwordParams']): boolean =>
  ['family', 'algorithm', 'template', 'saltPosition', 'order'].some((name) => params[name] !== undefined)
