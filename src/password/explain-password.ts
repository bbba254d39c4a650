import { convertPassword } from './convert-password.js'
import { describeDigest, type DigestParameters } from './digest/describe-digest.js'
import { isRecord, readText, type HashParams } from './hash-params.js'
import type { PasswordConversion } from './password-conversion.js'
import { passwordReasonKind, type PasswordReasonKind } from './password-reasons.js'
import { passwordWarnings, type PasswordWarning } from './password-warnings.js'
import { recognisePassword } from './recognise/recognise-password.js'

/** Everything there is to say about one stored password. */
export interface PasswordExplanation {
  /** Of the stored value, by its shape; for an object the algorithm that it names, else `object`. */
  family: string
  conversion: PasswordConversion
  /** What Logto will compute; empty for plaintext and for what is refused. */
  parameters: DigestParameters
  warnings: PasswordWarning[]
  /** What the operator can do about a refusal. */
  kind: PasswordReasonKind | undefined
}

/** Converts one stored password and says what came of it. Takes the arguments of `convertPassword`. */
export const explainPassword = (
  source: string,
  sourceHash: unknown,
  params: HashParams,
): PasswordExplanation => {
  const conversion = convertPassword(source, sourceHash, params)
  return {
    family: familyOf(sourceHash),
    conversion,
    parameters:
      'passwordDigest' in conversion
        ? describeDigest(conversion.passwordAlgorithm, conversion.passwordDigest)
        : {},
    warnings: passwordWarnings(conversion),
    kind: 'reason' in conversion ? passwordReasonKind(conversion.reason) : undefined,
  }
}

const familyOf = (sourceHash: unknown): string => {
  if (sourceHash === undefined || sourceHash === null) return 'none'
  if (typeof sourceHash === 'string') return recognisePassword(sourceHash).family
  if (!isRecord(sourceHash)) return 'unknown'
  const named = readText(sourceHash, 'algorithm', 'hasher', 'type')
  if (named !== undefined) return named.toLowerCase().slice(0, 40)
  const value = readText(sourceHash, 'value', 'hash', 'passwordHash', 'passwordDigest')
  return value === undefined ? 'object' : recognisePassword(value).family
}
