import { convertPassword } from '../../password/convert-password.js'
import type { HashParams } from '../../password/hash-params.js'
import type { JsonValue } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'

/** Reasons for which nothing is lost: there was no password to begin with. */
const nothingLost: ReadonlySet<string> = new Set(['no_password', 'unusable_password'])

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
  const conversion = convertPassword(source, sourceHash, params)
  if ('password' in conversion) user.password = conversion.password
  else if ('passwordDigest' in conversion) {
    user.passwordDigest = conversion.passwordDigest
    user.passwordAlgorithm = conversion.passwordAlgorithm
  } else if (!nothingLost.has(conversion.reason)) {
    user.unconvertiblePassword = { reason: conversion.reason, message: conversion.message }
    user.losses.push({ kind: 'password', detail: conversion.message, reason: conversion.reason })
    if (conversion.reason === 'converter_failed') refuseConverter(user, conversion.message)
  }
}

/** A converter that breaks must not quietly cost people their passwords. */
const refuseConverter = (user: UserRecord, message: string): void => {
  user.problems ??= []
  user.problems.push({ code: 'convert_failed', field: 'password', message })
}
