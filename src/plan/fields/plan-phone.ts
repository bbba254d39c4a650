import type { UserRecord } from '../../presets/user-record.js'
import type { JsonObject } from '../../source/source-record.js'
import type { Findings } from '../findings.js'
import { sayInvisible } from '../checks/invisible-characters.js'
import { type MendedPhone, mendPhone } from './mend-phone.js'
import { parsePhone } from './parse-phone.js'
import type { PlanRules } from '../plan-rules.js'
import { quoteValue } from '../checks/quote-value.js'
import { readField, readFlag } from '../checks/read-field.js'

const field = 'primaryPhone'

/** The number to create the user with, as digits that begin with the country code. */
export const planPhone = (user: UserRecord, rules: PlanRules, findings: Findings): string | undefined => {
  const text = readField(user.primaryPhone, field, findings)
  const isVerified = readFlag(user.phoneVerified, 'phoneVerified', findings)
  if (text === undefined) return undefined
  if (isVerified === false && rules.unverifiedPhone !== 'accept') {
    refuseUnverified(text, rules, findings)
    return undefined
  }
  const isInternational = user.phoneFormat === 'international-digits' && !text.startsWith('+')
  const result = parsePhone(isInternational ? `+${text}` : text, rules.defaultCountry)
  if (result.digits !== undefined) return result.digits
  const mended = mendPhone(text, rules.defaultCountry)
  if (mended.digits === undefined) refuseInvalid(text, mended, result.fault, rules, findings)
  else sayMended(text, mended, isVerified, findings)
  return mended.digits
}

const sayMended = (
  text: string,
  { digits, others, changes, hadInvisible }: MendedPhone,
  isVerified: boolean | undefined,
  findings: Findings,
): void => {
  if (hadInvisible) sayInvisible(field, findings)
  if (changes.length > 0) {
    const message = `${field}: read +${digits} from ${quoteValue(text)}: ${changes.join(', ')}.`
    findings.addWarning('phone_mended', field, message)
  }
  if (others.length === 0) return
  findings.addOtherAddresses(
    'otherPhones',
    others.map((value): JsonObject => (isVerified === undefined ? { value } : { value, isVerified })),
  )
  findings.addWarning(
    'other_addresses_kept',
    field,
    `${field}: expected one number, got ${others.length + 1}; the first is used, the others are in customData.otherPhones.`,
  )
}

const refuseUnverified = (phone: string, rules: PlanRules, findings: Findings): void => {
  const message = `${field}: ${quoteValue(phone)} is not verified in the source`
  if (rules.unverifiedPhone === 'reject') {
    findings.addProblem('phone_unverified', field, `${message}; the rule unverifiedPhone is reject.`)
    return
  }
  findings.addFact('unverifiedPhone', phone)
  findings.addWarning('phone_demoted', field, `${message}; kept in customData.migratedFrom.unverifiedPhone.`)
}

const refuseInvalid = (
  phone: string,
  { advice, isHopeless }: MendedPhone,
  fault: 'phone_invalid' | 'phone_no_country',
  rules: PlanRules,
  findings: Findings,
): void => {
  const message =
    advice !== undefined
      ? `${field}: ${quoteValue(phone)} ${advice}`
      : fault === 'phone_no_country'
        ? `${field}: expected a country code, got ${quoteValue(phone)}; set defaultCountry for national numbers`
        : `${field}: expected a number that can exist, such as +14155550123, got ${quoteValue(phone)}`
  if (rules.invalidPhone === 'reject') {
    // The code says what to decide: a country helps neither an extension nor a number without its digits.
    findings.addProblem(isHopeless ? 'phone_invalid' : fault, field, `${message}.`)
    return
  }
  findings.addFact('invalidPhone', phone)
  findings.addWarning('phone_demoted', field, `${message}; kept in customData.migratedFrom.invalidPhone.`)
}
