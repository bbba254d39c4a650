import { getCountryCallingCode, Metadata, type CountryCode } from 'libphonenumber-js/min'
import metadata from 'libphonenumber-js/min/metadata'

/** What decides most phone numbers without the library: lengths and prefixes of one country. */
export interface NumberPlan {
  callingCode: string
  /** Lengths of national numbers that exist in every country with this calling code. */
  lengthsInAll: readonly number[]
  /** Lengths that exist in at least one of them. */
  lengthsInAny: readonly number[]
  /** Matches numbers from which the library may cut a national prefix; undefined when there is none. */
  nationalPrefix: RegExp | undefined
  /** Matches numbers that begin with the prefix for calls abroad. */
  internationalPrefix: RegExp
}

const plansByCallingCode = new Map<string, NumberPlan | undefined>()
const plansByCountry = new Map<CountryCode, NumberPlan | undefined>()

/** The plan of an international number, by its first digits; undefined for codes of no country. */
export const findCallingCodePlan = (digits: string): NumberPlan | undefined => {
  // Calling codes are prefix-free: no code begins with another.
  for (let length = 1; length <= 3; length++) {
    const callingCode = digits.slice(0, length)
    let plan = plansByCallingCode.get(callingCode)
    if (plan === undefined && !plansByCallingCode.has(callingCode)) {
      const mainCountry = countriesOf(callingCode)[0]
      plan = mainCountry === undefined ? undefined : describePlan(mainCountry)
      plansByCallingCode.set(callingCode, plan)
    }
    if (plan !== undefined) return plan
  }
  return undefined
}

export const findCountryPlan = (country: CountryCode): NumberPlan | undefined => {
  if (!plansByCountry.has(country)) plansByCountry.set(country, describePlan(country))
  return plansByCountry.get(country)
}

/** The first is the one whose prefix rules hold for the whole code. */
const countriesOf = (callingCode: string): readonly CountryCode[] =>
  Object.hasOwn(metadata.country_calling_codes, callingCode)
    ? (Object.entries(metadata.country_calling_codes).find(([code]) => code === callingCode)?.[1] ?? [])
    : []

const describePlan = (country: CountryCode): NumberPlan | undefined => {
  const plan = numberingPlanOf(country)
  if (plan === undefined || !hasPrefixForParsing(plan)) return undefined
  const callingCode = String(getCountryCallingCode(country))
  const lengths = countriesOf(callingCode).map((other) => numberingPlanOf(other)?.possibleLengths() ?? [])
  const prefix = plan.nationalPrefixForParsing()
  return {
    callingCode,
    lengthsInAll: (lengths[0] ?? []).filter((length) => lengths.every((some) => some.includes(length))),
    lengthsInAny: [...new Set(lengths.flat())],
    nationalPrefix: prefix ? new RegExp(`^(?:${prefix})`) : undefined,
    internationalPrefix: new RegExp(`^(?:${plan.IDDPrefix()})`),
  }
}

const numberingPlanOf = (country: CountryCode) => {
  const selection = new Metadata()
  selection.selectNumberingPlan(country)
  return selection.numberingPlan
}

/** The method is there at run time but not in the library's types; without it there is no fast way. */
const hasPrefixForParsing = <Plan extends object>(
  plan: Plan,
): plan is Plan & { nationalPrefixForParsing(): string | undefined } =>
  'nationalPrefixForParsing' in plan && typeof plan.nationalPrefixForParsing === 'function'
