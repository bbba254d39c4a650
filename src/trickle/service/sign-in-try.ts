import { z } from 'zod'

/** Body of `POST /verify`, as the action's script sends it. */
export const signInTrySchema = z.object({
  userId: z.string().min(1).max(128),
  identifier: z.object({
    type: z.enum(['email', 'phone', 'username']),
    value: z.string().min(1).max(256),
  }),
  password: z.string().min(1).max(1024),
})

export type SignInTry = z.infer<typeof signInTrySchema>

/**
 * What became of a try. `right` alone lets somebody in.
 *
 * - `wrong` the password is not the old one
 * - `has_password` the account has a password of its own by now, so the old one is worth nothing
 * - `suspended`, `gone` Logto says so
 * - `unknown` no hash is stored, and no old system is to be asked
 * - `too_many_tries` for this person within a minute
 * - `error` nobody could say: counted apart, by reason
 */
export type TryResult =
  'right' | 'wrong' | 'has_password' | 'suspended' | 'gone' | 'unknown' | 'too_many_tries' | 'error'

/** With the reason of an error: a stable code, never what was typed. */
export interface TryOutcome {
  result: TryResult
  reason?: string
}
