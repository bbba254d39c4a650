import type { ApiCall } from '../../http/api-call.js'
import { apiError } from '../../http/api-error.js'
import { createId } from '../../create-id.js'
import { array, guardBody, object, optional, string } from '../../http/guard.js'
import type { Guard } from '../../http/guard.js'
import { json, noContent } from '../../http/reply.js'
import type { Reply } from '../../http/reply.js'
import { route } from '../../http/router.js'
import type { SeededRandom } from '../../seeded-random.js'
import type { MfaFactor, UserRow } from '../../store/user-row.js'
import { findUser } from '../find-row.js'

const factorTypes = ['Totp', 'BackupCode'] as const

interface FactorBody {
  type?: (typeof factorTypes)[number]
  secret?: string | undefined
  codes?: string[] | undefined
}

const totpGuard = object({ secret: optional(string()) })
const backupCodeGuard = object({ codes: optional(array(string())) })
const typeGuard = object({ type: (value: unknown) => value })

/** A union told apart by `type`, with zod's finding for any other. */
const factorGuard: Guard<FactorBody> = (value, issues) => {
  const found = issues.length
  const { type: given } = typeGuard(value, issues)
  if (issues.length > found) return {}
  const type = factorTypes.find((known) => known === given)
  if (type === 'Totp') return { type, ...totpGuard(value, issues) }
  if (type === 'BackupCode') return { type, ...backupCodeGuard(value, issues) }
  const expected = factorTypes.map((known) => `'${known}'`).join(' | ')
  const message = `Invalid discriminator value. Expected ${expected}`
  issues.push({ code: 'invalid_union_discriminator', options: factorTypes, path: ['type'], message })
  return {}
}

const addFactor = (call: ApiCall): Reply => {
  const body = guardBody(factorGuard, call.body)
  const row = findUser(call.context.store, call.params[0])
  return body.type === 'Totp' ? addTotp(call, row, body.secret) : addBackupCodes(call, row, body.codes)
}

const addTotp = (call: ApiCall, row: UserRow, given: string | undefined): Reply => {
  if (row.mfaFactors.some(({ type }) => type === 'Totp')) throw apiError('user.totp_already_in_use')
  if (given && !isTotpSecret(given)) throw apiError('user.totp_secret_invalid')
  const secret = given ?? createText(call.context.random, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 32)
  saveFactor(call, row, { ...createFactorHead(call), type: 'Totp', secret })
  // A picture that opens, though it shows no code.
  return json({ type: 'Totp', secret, secretQrCode: emptyPicture })
}

const emptyPicture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const isTotpSecret = (secret: string): boolean =>
  secret.length >= 16 &&
  secret.length <= 32 &&
  /^(?:[A-Z2-7]{8})*(?:[A-Z2-7]{2}={6}|[A-Z2-7]{4}={4}|[A-Z2-7]{5}={3}|[A-Z2-7]{7}=)?$/.test(secret)

const addBackupCodes = (call: ApiCall, row: UserRow, given: string[] | undefined): Reply => {
  const isUsable = (factor: MfaFactor): boolean =>
    factor.type === 'BackupCode' && factor.codes.some(({ usedAt }) => !usedAt)
  if (row.mfaFactors.some(isUsable)) throw apiError('user.backup_code_already_in_use')
  if (row.mfaFactors.every(({ type }) => type === 'BackupCode')) {
    throw apiError('session.mfa.backup_code_can_not_be_alone')
  }
  if (given && !areBackupCodes(given)) throw apiError('user.wrong_backup_code_format')
  const { random } = call.context
  const codes = given ?? Array.from({ length: 10 }, () => createText(random, '0123456789abcdef', 10))
  const factor = { ...createFactorHead(call), type: 'BackupCode' as const }
  saveFactor(call, row, { ...factor, codes: codes.map((code) => ({ code })) })
  return json({ codes, type: 'BackupCode' })
}

const areBackupCodes = (codes: readonly string[]): boolean =>
  codes.length === 10 && codes.every((code) => /^[\da-f]{10}$/i.test(code))

const createFactorHead = ({ context }: ApiCall): { id: string; createdAt: string } => ({
  id: createId(context.random, 21),
  createdAt: new Date(context.now()).toISOString(),
})

const saveFactor = ({ context }: ApiCall, row: UserRow, factor: MfaFactor): void =>
  context.store.users.update(row, { mfaFactors: [...row.mfaFactors, factor] }, context.now())

const createText = (random: SeededRandom, alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')

const listFactors = (call: ApiCall): Reply =>
  json(findUser(call.context.store, call.params[0]).mfaFactors.map(toFactorResponse))

const toFactorResponse = (factor: MfaFactor): Record<string, unknown> => {
  const { id, createdAt, type } = factor
  if (type === 'Totp') return { id, createdAt, type }
  return { id, createdAt, type, remainCodes: factor.codes.filter(({ usedAt }) => !usedAt).length }
}

const deleteFactor = (call: ApiCall): Reply => {
  const [userId, factorId] = call.params
  const row = findUser(call.context.store, userId)
  const mfaFactors = row.mfaFactors.filter(({ id }) => id !== factorId)
  if (mfaFactors.length === row.mfaFactors.length) throw apiError('entity.not_found')
  call.context.store.users.update(row, { mfaFactors }, call.context.now())
  return noContent
}

export const mfaRoutes = [
  route('GET', '/api/users/:userId/mfa-verifications', listFactors),
  route('POST', '/api/users/:userId/mfa-verifications', addFactor),
  route('DELETE', '/api/users/:userId/mfa-verifications/:verificationId', deleteFactor),
]
