import type { SecondFactor } from '../../presets/user-record.js'
import type { Send } from '../http/api-call.js'
import { readList, readNothing } from '../http/read-body.js'
import { ask, demand, type Refusal } from '../http/refusal.js'

/** A second factor as Logto lists it; it never gives out secrets. */
export interface MfaVerification {
  id: string
  /** `Totp`, `BackupCode`, `WebAuthn`, … */
  type: string
  createdAt?: string
  /** Unused backup codes. */
  remainCodes?: number
}

/**
 * Adds one second factor. Sent again after an unknown outcome: a second TOTP is refused with
 * `user.totp_already_in_use`, which then means that the first went through. Backup codes need another factor first.
 */
export const addSecondFactor = async (
  send: Send,
  userId: string,
  factor: SecondFactor,
  signal?: AbortSignal,
): Promise<Refusal | undefined> =>
  (
    await ask(
      send,
      { method: 'POST', path: pathOf(userId), body: factor, isIdempotent: true },
      readNothing,
      signal,
    )
  ).refusal

export const listSecondFactors = (
  send: Send,
  userId: string,
  signal?: AbortSignal,
): Promise<MfaVerification[]> =>
  demand(send, { method: 'GET', path: pathOf(userId) }, readList<MfaVerification>('id', 'type'), signal)

/** @returns a refusal with status 404 when the user does not have it */
export const deleteSecondFactor = async (
  send: Send,
  userId: string,
  factorId: string,
  signal?: AbortSignal,
): Promise<Refusal | undefined> => {
  const path = `${pathOf(userId)}/${encodeURIComponent(factorId)}`
  return (await ask(send, { method: 'DELETE', path }, readNothing, signal)).refusal
}

const pathOf = (userId: string): string => `/api/users/${encodeURIComponent(userId)}/mfa-verifications`
