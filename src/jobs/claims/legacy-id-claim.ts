import {
  deleteJwtCustomizer,
  getJwtCustomizer,
  type JwtCustomizer,
  putJwtCustomizer,
  testJwtCustomizer,
} from '../../logto/calls/jwt-customizers.js'
import type { Send } from '../../logto/http/api-call.js'
import { explainForbidden } from '../../logto/http/explain-forbidden.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { type JobOptions, openJob, settingsOf, targetOf } from '../job-options.js'
import { withOpenTarget } from '../target/open-target.js'

export interface LegacyIdClaimOptions extends Omit<JobOptions, 'files'> {
  /** Name of the claim. Default: legacy_id. */
  claim?: string | undefined
}

/** First line of the script, by which it is known to be ours. */
const mark = '// logto-migrate legacy-id'

const readId = 'context?.user?.customData?.migratedFrom?.id'

const scriptOf = (
  claim: string,
): string => `${mark}: the user's id in the old system, as a claim of access tokens.
const getCustomJwtClaims = async ({ context }) => {
  const id = ${readId}
  return typeof id === 'string' ? { ${JSON.stringify(claim)}: id } : {}
}
`

/**
 * Puts a script in place that adds the old id to every access token. An existing script is never changed: what to add to
 * it is shown.
 *
 * @throws MigrationError `claims_foreign`, `claims_test_failed`, `claims_not_in_plan`
 */
export const installLegacyIdClaim = async (
  options: LegacyIdClaimOptions,
): Promise<'installed' | 'updated'> => {
  const claim = readClaim(options.claim)
  return withTarget(options, async (send, signal) => {
    const there = await getJwtCustomizer(send, signal)
    if (there !== undefined && !isOurs(there)) throw foreign(describeLine(claim))
    const customizer = { script: scriptOf(claim) }
    await explainForbidden('claims_not_in_plan', notInPlan, async () => {
      await proveClaim(send, customizer, claim, signal)
      await putJwtCustomizer(send, customizer, signal)
    })
    return there === undefined ? 'installed' : 'updated'
  })
}

/** @throws MigrationError `claims_foreign` when the script in place is not ours: it is left alone */
export const removeLegacyIdClaim = (options: LegacyIdClaimOptions): Promise<'removed' | 'absent'> =>
  withTarget(options, async (send, signal) => {
    const there = await getJwtCustomizer(send, signal)
    if (there === undefined) return 'absent'
    if (!isOurs(there)) throw foreign(`if ${readId} is in it by hand, take it out by hand`)
    await deleteJwtCustomizer(send, signal)
    return 'removed'
  })

const withTarget = <Result>(
  options: LegacyIdClaimOptions,
  work: (send: Send, signal: AbortSignal) => Promise<Result>,
): Promise<Result> => {
  const context = openJob(options)
  const { rate } = settingsOf({ ...options, run: undefined })
  return withOpenTarget(targetOf(options), { rate }, context, {}, ({ send }) => work(send, context.stop))
}

/** Logto itself runs the script first: for somebody made up who has an old id, and for somebody who has none. */
const proveClaim = async (
  send: Send,
  customizer: JwtCustomizer,
  claim: string,
  signal: AbortSignal,
): Promise<void> => {
  const migrated = await testJwtCustomizer(send, customizer, dryRunUser({ id: 'dry-run' }), signal)
  const other = await testJwtCustomizer(send, customizer, dryRunUser(undefined), signal)
  const failure = migrated.failure ?? other.failure
  if (failure !== undefined) throw testFailed(`Logto could not run the script: ${failure}`)
  if (isSame(migrated.claims, { [claim]: 'dry-run' }) && isSame(other.claims, {})) return
  throw testFailed('run by Logto, the script did not give the claim that it should: nothing was installed')
}

const dryRunUser = (migratedFrom: { id: string } | undefined): Record<string, unknown> => ({
  id: 'logto-migrate-dry-run',
  customData: migratedFrom === undefined ? {} : { migratedFrom },
})

const notInPlan =
  'the plan of this tenant has no custom token claims (Logto answered 403): services find the old id in customData.migratedFrom.id, and in id-map.csv'

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const testFailed = (message: string): MigrationError =>
  new MigrationError('target', 'claims_test_failed', message)

const isOurs = ({ script }: JwtCustomizer): boolean => script.startsWith(mark)

/** Claims that a token has by itself cannot be set. */
const reserved = new Set(['sub', 'iss', 'aud', 'exp', 'iat', 'nbf', 'jti', 'client_id', 'scope'])

const readClaim = (claim = 'legacy_id'): string => {
  if (/^[A-Za-z_][\w:/.-]{0,127}$/.test(claim) && !reserved.has(claim)) return claim
  throw new MigrationError(
    'usage',
    'flag_invalid',
    `--claim takes the name of a claim such as legacy_id or https://example.com/id, and none that a token has by itself; got "${claim}"`,
  )
}

const describeLine = (claim: string): string =>
  `the old id is one line of it, in what it returns: ${JSON.stringify(claim)}: ${readId}`

const foreign = (advice: string): MigrationError =>
  new MigrationError(
    'target',
    'claims_foreign',
    `there is a script for the claims of access tokens that is not of logto-migrate: it was left alone; ${advice}`,
  )
