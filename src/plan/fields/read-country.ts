import { isSupportedCountry, type CountryCode } from 'libphonenumber-js/min'

/** A country for `defaultCountry`, written in any case; undefined when there is no such country. */
export const readCountry = (text: string): CountryCode | undefined => {
  const code = text.trim().toUpperCase()
  return isSupportedCountry(code) ? code : undefined
}
