import type { Send } from '../http/api-call.js'
import { readObject } from '../http/read-body.js'
import { demand } from '../http/refusal.js'

/** What decides whether imported users can sign in, out of the tenant's sign-in experience. */
export interface SignInExperience {
  signIn: {
    methods: { identifier: 'username' | 'email' | 'phone'; password: boolean; verificationCode: boolean }[]
  }
  socialSignInConnectorTargets: string[]
  mfa: { factors: string[]; policy: string }
  /** Absent before Logto had the feature. */
  passwordExpiration?: { enabled?: unknown; validPeriodDays?: unknown }
  /** `caseSensitive`, `minLength`, `maxLength`, `allowedChars`; absent before Logto had the feature. */
  usernamePolicy?: Record<string, unknown>
  /** `length`, `characterTypes`, `rejects`; the Management API itself does not apply it. */
  passwordPolicy?: Record<string, unknown>
  /** Null or absent: whatever there is a connector for. */
  forgotPasswordMethods?: string[] | null
  /** Whether people can sign in through the provider of their organization. */
  singleSignOnEnabled?: boolean
}

export const getSignInExperience = (send: Send, signal?: AbortSignal): Promise<SignInExperience> =>
  demand(send, { method: 'GET', path: '/api/sign-in-exp' }, readObject<SignInExperience>(), signal)

/** Lets passwords expire after so many days, for everybody in the tenant. */
export const enablePasswordExpiration = (
  send: Send,
  validPeriodDays: number,
  signal?: AbortSignal,
): Promise<SignInExperience> =>
  demand(
    send,
    {
      method: 'PATCH',
      path: '/api/sign-in-exp',
      body: { passwordExpiration: { enabled: true, validPeriodDays } },
    },
    readObject<SignInExperience>(),
    signal,
  )
