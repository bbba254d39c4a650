import { parsePhoneNumberWithError } from 'libphonenumber-js'

/**
 * Digits in Logto's form: country code and national number without the trunk 0. Undefined where they cannot be
 * read as a phone number. A number need not be possible, only parsable.
 */
export const normalizePhone = (digits: string): { plain: string; withTrunkZero: string } | undefined => {
  try {
    const { countryCallingCode, nationalNumber } = parsePhoneNumberWithError(`+${digits}`)
    return {
      plain: `${countryCallingCode}${nationalNumber}`,
      withTrunkZero: `${countryCallingCode}0${nationalNumber}`,
    }
  } catch {
    return undefined
  }
}
