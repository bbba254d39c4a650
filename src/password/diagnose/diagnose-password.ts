import { convertPassword } from '../convert-password.js'
import { decodeHexOrBase64 } from '../digest/decode-bytes.js'
import { attemptDigest } from './diagnose-digest.js'
import { attemptArgon2, attemptBcrypt, attemptScrypt } from './diagnose-memory-hard.js'
import { attemptPbkdf2 } from './diagnose-pbkdf2.js'
import { diagnosisCauses } from './diagnosis-causes.js'
import type { DiagnosisAttempt, DiagnosisCause } from './diagnosis-causes.js'
import { digestName } from '../digest/digest-name.js'
import { isRecord, readText } from '../hash-params.js'
import type { HashParams } from '../hash-params.js'
import { isFirebaseScrypt, isPbkdf2, parseLegacyDigest } from '../digest/legacy-digest.js'
import type { LegacyDigest } from '../digest/legacy-digest.js'
import type { PasswordConversion } from '../password-conversion.js'
import { listPasswordVariants } from './password-variants.js'
import { splitHashPair } from '../split-hash-pair.js'
import { verifyDigest } from '../digest/verify-digest.js'

export interface PasswordQuestion {
  source: string
  sourceHash: unknown
  params: HashParams
  /** Known to be right for this account in the old system. */
  password: string
  /** A pepper or secret of the old system, when there is one. */
  pepper?: string | undefined
  /**
   * Most that the attempts may cost together, in milliseconds of one core by estimate; dearer ones are left out.
   *
   * @default 10000
   */
  maxCostMs?: number
}

export interface PasswordDiagnosis {
  cause: DiagnosisCause
  /** What was found and what to do; holds neither password nor hash. */
  message: string
}

/** Finds out why a known password does not match its converted digest, by trying what systems are known to do. */
export const diagnosePassword = async (question: PasswordQuestion): Promise<PasswordDiagnosis> => {
  const { source, sourceHash, params, password, maxCostMs = 10_000 } = question
  const pepper = question.pepper ?? readText(params, 'pepper', 'secret')
  const conversion = convertPassword(source, sourceHash, params)
  if ('password' in conversion) {
    return describe(conversion.password === password ? 'verifies' : 'not_found')
  }
  if (await isMatch(conversion, password)) return describe('verifies')
  let costMs = 0
  let skipped = 0
  for (const attempt of listAttempts(conversion, { ...question, pepper })) {
    if (costMs + attempt.costMs > maxCostMs) {
      skipped++
      continue
    }
    costMs += attempt.costMs
    if (await isExplained(attempt)) return describe(attempt.cause, `The hash matches ${attempt.what}.`)
  }
  if (costMs === 0 && skipped === 0) return describe('not_convertible', messageOf(conversion))
  return describe('not_found', skipped > 0 ? `${skipped} variants were too expensive to try.` : '')
}

/** An attempt with parameters that the function refuses explains nothing. */
const isExplained = async (attempt: DiagnosisAttempt): Promise<boolean> => {
  try {
    return await attempt.matches()
  } catch {
    return false
  }
}

const describe = (cause: DiagnosisCause, found = ''): PasswordDiagnosis => ({
  cause,
  message: found === '' ? diagnosisCauses[cause] : `${found} ${diagnosisCauses[cause]}`,
})

const messageOf = (conversion: PasswordConversion): string =>
  'message' in conversion ? conversion.message : ''

const isMatch = async (conversion: PasswordConversion, password: string): Promise<boolean> => {
  if (!('passwordDigest' in conversion)) return false
  try {
    return await verifyDigest(conversion.passwordAlgorithm, conversion.passwordDigest, password)
  } catch {
    // Logto throws for a bcrypt password over 72 bytes: the variants find that.
    return false
  }
}

const listAttempts = (
  conversion: PasswordConversion,
  question: PasswordQuestion,
): Iterable<DiagnosisAttempt> => {
  const { password, pepper } = question
  const variants = listPasswordVariants(password, pepper)
  if (!('passwordDigest' in conversion)) return attemptStored(question)
  const { passwordAlgorithm, passwordDigest } = conversion
  switch (passwordAlgorithm) {
    case 'Bcrypt':
      return attemptBcrypt(passwordDigest, variants)
    case 'Argon2i':
    case 'Argon2id':
    case 'Argon2d':
      return attemptArgon2(passwordDigest, password, variants, pepper)
    case 'Legacy': {
      const parsed = parseLegacyDigest(passwordDigest)
      return 'error' in parsed ? [] : attemptLegacy(parsed, question)
    }
    default:
      return attemptStored({ ...question, params: { algorithm: passwordAlgorithm, ...question.params } })
  }
}

const attemptLegacy = (digest: LegacyDigest, question: PasswordQuestion): Iterable<DiagnosisAttempt> => {
  const { password, pepper } = question
  const variants = listPasswordVariants(password, pepper)
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = digest.args
  if (isPbkdf2(digest.algorithm)) {
    const salt = first.startsWith('hex:') ? Buffer.from(first.slice(4), 'hex') : first
    const key = Buffer.from(digest.expected, 'hex')
    return attemptPbkdf2({ salt, iterations: Number(second), digest: fourth, key }, password, variants)
  }
  if (isFirebaseScrypt(digest.algorithm)) {
    const target = {
      salt: Buffer.concat([Buffer.from(first, 'base64'), Buffer.from(third, 'base64')]),
      signerKey: Buffer.from(second, 'base64'),
      blockSize: Number(fourth),
      costLog2: Number(fifth),
      expected: Buffer.from(digest.expected, 'base64'),
    }
    return attemptScrypt(target, password, variants)
  }
  const target = {
    algorithm: digest.algorithm,
    digest: Buffer.from(digest.expected, 'hex'),
    salt: readStoredSalt(question.params) ?? digest.args.filter((arg) => arg !== '@').join(''),
    pepper,
  }
  return attemptDigest(target, password, variants)
}

/** A stored value that is only a digest: its size suggests the hash. */
const attemptStored = (question: PasswordQuestion): Iterable<DiagnosisAttempt> => {
  const { sourceHash, params, password, pepper } = question
  const stored = isRecord(sourceHash) ? readText(sourceHash, 'value', 'hash') : sourceHash
  if (typeof stored !== 'string' || stored.length > 512) return []
  const digest = decodeHexOrBase64(splitHashPair(stored, params).hash.replace(/^.*[$:}]/s, ''))
  if (!digest || digest.length < 16 || digest.length > 64) return []
  const algorithm = readText(params, 'algorithm')
  const target = {
    algorithm: algorithm === undefined ? undefined : digestName(algorithm),
    digest,
    salt: readStoredSalt(params) ?? splitHashPair(stored, params).salt,
    pepper,
  }
  return attemptDigest(target, password, listPasswordVariants(password, pepper))
}

const readStoredSalt = (params: HashParams): string | undefined =>
  readText(params, 'salt', 'password_salt', 'passwordSalt')
