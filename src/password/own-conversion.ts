import { isRecord } from './hash-params.js'
import type { HashParams } from './hash-params.js'
import { passwordAlgorithms } from './digest/password-algorithm.js'
import type { PasswordAlgorithm } from './digest/password-algorithm.js'
import type { PasswordConversion } from './password-conversion.js'
import { refusePassword } from './refuse-password.js'

/** What a converter of the operator's own may answer with. */
export type OwnPasswordConversion =
  { passwordAlgorithm: PasswordAlgorithm; passwordDigest: string } | { password: string }

/** The converter, where `convertPassword` looks for it: under `convert` in its parameters. */
export type OwnConverter = (sourceHash: unknown, source: string, params: HashParams) => unknown

/**
 * Asks the operator's own converter, when there is one. Undefined when there is none, or when it leaves the hash to
 * the usual conversion. What it throws or returns can hold the hash, so nothing of that is quoted.
 */
export const convertOwn = (
  source: string,
  sourceHash: unknown,
  params: HashParams,
): PasswordConversion | undefined => {
  const convert = params['convert']
  if (!isConverter(convert)) return undefined
  let result: unknown
  try {
    result = convert(sourceHash, source, params)
  } catch {
    return refusePassword('converter_failed', 'It threw.')
  }
  if (result === undefined) return undefined
  if (result === null) return refusePassword('converter_declined')
  return readResult(result) ?? refusePassword('converter_failed', `It returned ${describeResult(result)}.`)
}

// A column of the record can be called `convert` too; its value is never a function.
export const isConverter = (value: unknown): value is OwnConverter => typeof value === 'function'

const readResult = (result: unknown): PasswordConversion | undefined => {
  if (!isRecord(result)) return undefined
  const { password, passwordDigest, passwordAlgorithm } = result
  if (typeof password === 'string' && password !== '' && passwordDigest === undefined) return { password }
  const algorithm = passwordAlgorithms.find((name) => name === passwordAlgorithm)
  return algorithm !== undefined && typeof passwordDigest === 'string' && password === undefined
    ? { passwordAlgorithm: algorithm, passwordDigest }
    : undefined
}

const describeResult = (result: unknown): string => {
  if (result instanceof Promise) return 'a promise; it cannot be asynchronous'
  return isRecord(result)
    ? 'an object that is neither { passwordAlgorithm, passwordDigest } nor { password }'
    : `a ${typeof result}`
}
