import type { Send } from '../http/api-call.js'
import { type AuditLog, listAuditLogs } from './audit-logs.js'

/** What the audit log says of one attempt to sign in. */
export interface SignInEvent {
  /** Milliseconds since the epoch. */
  at: number
  isSuccess: boolean
  /** Known of successes only: Logto writes it with the last step. */
  userId?: string
  /** What was typed, of a failure before the user was known: an e-mail address, phone number or username. */
  identifier?: string
  /** `Password`, `EmailVerificationCode`, `Social`, …; `Unknown` where the entry does not say. */
  method: string
  /** Logto's code of a failure. */
  reason?: string
}

/** Ways to say who one is; a second factor is no way to sign in. */
const firstFactors = new Set([
  'Password',
  'EmailVerificationCode',
  'PhoneVerificationCode',
  'Social',
  'EnterpriseSso',
  'SignInPasskey',
  'OneTimeToken',
])
const secondFactors = [
  'MfaEmailVerificationCode',
  'MfaPhoneVerificationCode',
  'Totp',
  'WebAuthn',
  'BackupCode',
]
/** Keys of the interaction API before Logto 1.20. */
const oldSteps = ['Identifier.Password', 'Identifier.VerificationCode', 'Identifier.Social']

const prefix = 'Interaction.SignIn.'
const lastStepKey = `${prefix}Submit`

const signInKeys = [
  lastStepKey,
  `${prefix}Identifier.Submit`,
  ...[...firstFactors, ...secondFactors].map((type) => `${prefix}Verification.${type}.Submit`),
  ...oldSteps.map((step) => `${prefix}${step}.Submit`),
]

/** Logto refuses the last step in order to ask for one more: a second factor, a profile field, a new password. */
const furtherStepCodes =
  /^(?:session\.(?:mfa\.|captcha_required$)|user\.(?:missing_|suggest_|passkey_preferred$|\w+_required_in_profile$))/

/**
 * Attempts to sign in within a window, in pages, in no particular order: successes by their last step, failures of
 * every step. The log is asked key by key, because most of it is about tokens.
 */
export async function* listSignInEvents(
  send: Send,
  window: { fromMs: number; toMs: number },
  signal?: AbortSignal,
): AsyncGenerator<SignInEvent[]> {
  for (const logKey of signInKeys) {
    for await (const logs of listAuditLogs(send, { ...window, logKey }, signal)) {
      const events = logs.map(readSignInEvent).filter((event) => event !== undefined)
      if (events.length > 0) yield events
    }
  }
}

/** Undefined for steps that neither end a sign-in nor fail. */
export const readSignInEvent = ({ key, createdAt, payload }: AuditLog): SignInEvent | undefined => {
  if (!key.startsWith(prefix)) return undefined
  if (payload.result === 'Success') {
    if (key !== lastStepKey) return undefined
    const userId = payload.userId ?? textAt(payload, 'interaction', 'userId')
    return {
      at: createdAt,
      isSuccess: true,
      method: methodOfInteraction(payload),
      ...(userId !== undefined && { userId }),
    }
  }
  const reason = reasonOf(payload.error)
  if (key === lastStepKey && furtherStepCodes.test(reason)) return undefined
  const identifier =
    textAt(payload, 'payload', 'identifier', 'value') ??
    textAt(payload, 'verification', 'identifier', 'value')
  return {
    at: createdAt,
    isSuccess: false,
    method: methodOfKey(key) ?? textAt(payload, 'verification', 'type') ?? 'Unknown',
    reason,
    ...(payload.userId !== undefined && { userId: payload.userId }),
    ...(identifier !== undefined && { identifier }),
  }
}

const methodOfInteraction = (payload: object): string => {
  const records = valueAt(payload, 'interaction', 'verificationRecords')
  const types = Array.isArray(records) ? records.map((record: unknown) => textAt(record, 'type')) : []
  return types.find((type) => type !== undefined && firstFactors.has(type)) ?? 'Unknown'
}

/** `Password` of `Interaction.SignIn.Verification.Password.Submit`. */
const methodOfKey = (key: string): string | undefined =>
  /^Interaction\.SignIn\.(?:Verification|Identifier)\.(\w+)\.Submit$/.exec(key)?.[1]

const reasonOf = (error: AuditLog['payload']['error']): string => textAt(error, 'code') ?? 'unknown'

const textAt = (value: unknown, ...path: string[]): string | undefined => {
  const found = valueAt(value, ...path)
  return typeof found === 'string' ? found : undefined
}

const valueAt = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>(
    (node, name) => (typeof node === 'object' && node !== null ? Reflect.get(node, name) : undefined),
    value,
  )
