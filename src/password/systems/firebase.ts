import { convertFirebaseScrypt } from '../families/firebase-scrypt.js'
import { readFirebaseProject } from '../families/firebase-string.js'
import { convertEmulatorPassword, convertGenericHash } from '../recognise/generic-hash.js'
import { readText } from '../hash-params.js'
import { fromText } from './from-text.js'
import type { PasswordSystem } from './password-system.js'

/** Firebase Authentication: base64 hash, `salt` of the user and the project's parameters beside it. */
export const firebase: PasswordSystem = fromText((text, params) => {
  const emulator = convertEmulatorPassword(text)
  if (emulator) return emulator
  if (text.startsWith('$') || text.startsWith('{')) return convertGenericHash(text, params)
  return convertFirebaseScrypt({
    ...readFirebaseProject(params),
    hash: text.trim(),
    salt: readText(params, 'salt', 'passwordSalt'),
  })
})

/** SuperTokens, Supabase: self-describing, with the Firebase project's parameters for `$f_scrypt$`, `$fbscrypt$`. */
export const selfDescribing: PasswordSystem = fromText(convertGenericHash)
