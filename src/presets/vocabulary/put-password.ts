import { convertPassword } from '../../password/convert-password.js'
import type { HashParams } from '../../password/hash-params.js'
import type { PasswordConversion } from '../../password/password-conversion.js'
import type { JsonValue } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { rememberStored, type StoredPassword } from './stored-password.js'

/**
 * Converts a stored password and puts the outcome on the user: a digest with its algorithm, the plaintext
 * where the source kept that, or the mark that it cannot be carried over together with a loss.
 *
 * @param source name that `convertPassword` knows, as a rule the preset's
 * @param sourceHash as stored; nothing happens when it is missing
 */
export const putPassword = (
  user: UserRecord,
  source: string,
  sourceHash: JsonValue | undefined,
  params: HashParams,
): void => {
  if (sourceHash === undefined || sourceHash === null || sourceHash === '') return
  applyConversion(user, convertPassword(source, sourceHash, params), {
    stored: { source, hash: sourceHash, params },
  })
}

/**
 * Puts the outcome of a conversion on the user.
 *
 * @param origin `stored`: what was converted; `column`: where it came from, for the message
 */
export const applyConversion = (
  user: UserRecord,
  conversion: PasswordConversion,
  { stored, column }: { stored: StoredPassword; column?: string },
): void => {
  if ('password' in conversion) user.password = conversion.password
  else if ('passwordDigest' in conversion) {
    user.passwordDigest = conversion.passwordDigest
    user.passwordAlgorithm = conversion.passwordAlgorithm
  } else if (conversion.reason === 'unusable_password') {
    user.warnings ??= []
    user.warnings.push({
      code: 'password_placeholder',
      field: 'password',
      message: describePlaceholder(column),
    })
  } else if (conversion.reason !== 'no_password') {
    user.unconvertiblePassword = { reason: conversion.reason, message: conversion.message }
    rememberStored(user.unconvertiblePassword, stored)
    const detail = column === undefined ? conversion.message : `${column}: ${conversion.message}`
    user.losses.push({ kind: 'password', detail, reason: conversion.reason })
    if (conversion.reason === 'converter_failed') refuseConverter(user, conversion.message)
  }
}

const describePlaceholder = (column: string | undefined): string =>
  `${column ?? 'password'}: the value marks that there is no password; the user comes without one, and nothing is lost.`

/** A converter that breaks must not quietly cost people their passwords. */
const refuseConverter = (user: UserRecord, message: string): void => {
  user.problems ??= []
  user.problems.push({ code: 'convert_failed', field: 'password', message })
}
