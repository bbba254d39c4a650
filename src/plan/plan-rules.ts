import type { CountryCode } from 'libphonenumber-js/min'
import type { StoredPassword } from '../presets/vocabulary/stored-password.js'
import { SecretFilter } from '../secrets/secret-filter.js'

/** What the operator decides about values that Logto would refuse or trust blindly. */
export interface PlanRules {
  /**
   * An e-mail address that the source says is not verified. Logto trusts every `primaryEmail`, so `accept`
   * lets anyone who registered a stranger's address sign in as them. `demote` keeps it in
   * `customData.migratedFrom.unverifiedEmail`; `reject` rejects the record.
   * @default 'demote'
   */
  unverifiedEmail: 'accept' | 'demote' | 'reject'
  /**
   * The same for phone numbers (`customData.migratedFrom.unverifiedPhone`).
   * @default 'demote'
   */
  unverifiedPhone: 'accept' | 'demote' | 'reject'
  /**
   * A phone number that cannot exist, or has no country code while `defaultCountry` is unset. `demote` keeps
   * it in `customData.migratedFrom.invalidPhone`.
   * @default 'reject'
   */
  invalidPhone: 'reject' | 'demote'
  /**
   * Country of phone numbers written without a country code, as ISO 3166 alpha-2: `US`. There is no guess.
   * @default undefined
   */
  defaultCountry?: CountryCode | undefined
  /**
   * A username that breaks Logto's rule. The original is kept in `customData.migratedFrom.username` by
   * `drop` and by `rewrite`, which turns every other character into `_`.
   * @default 'drop'
   */
  username: 'drop' | 'rewrite' | 'reject'
  /**
   * A password that cannot be carried over: `omit` creates the user without one.
   * @default 'omit'
   */
  unconvertiblePassword: 'omit' | 'reject'
  expiredPassword: 'expire' | 'omit'
  /**
   * How a password that cannot be carried over works all the same at the first sign-in: `store`, its hash is kept and
   * verified here; `upstream`, the old system is asked. Undefined when it does not.
   *
   * @param stored undefined where the source gave no hash
   * @default no password does
   */
  keepLegacy?: ((stored: StoredPassword | undefined) => 'store' | 'upstream' | undefined) | undefined
  /**
   * Whether users get the id of the source in Logto too, which not every Logto takes.
   * @default false
   */
  keepIds: boolean
  /**
   * Whether source key, dates and demoted values are kept in `customData.migratedFrom`. When false they are
   * not sent to Logto at all.
   * @default true
   */
  keepMigratedFrom: boolean
  /** Keeps secrets out of customData, of organizations and identity details too. */
  secrets: SecretFilter
}

export const defaultPlanRules: PlanRules = {
  unverifiedEmail: 'demote',
  unverifiedPhone: 'demote',
  invalidPhone: 'reject',
  defaultCountry: undefined,
  username: 'drop',
  unconvertiblePassword: 'omit',
  expiredPassword: 'expire',
  keepIds: false,
  keepMigratedFrom: true,
  secrets: new SecretFilter(),
}
