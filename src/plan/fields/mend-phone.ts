import type { CountryCode } from 'libphonenumber-js/min'
import { cutInvisible } from '../checks/invisible-characters.js'
import { parsePhone } from './parse-phone.js'

/** What a cell with a phone number in an odd dress holds. */
export interface MendedPhone {
  /** As `parsePhone` gives them; undefined when there is no number that can be told for certain. */
  digits: string | undefined
  /** Further numbers of the cell, as written. */
  others: readonly string[]
  /** What was done, for people. */
  changes: readonly string[]
  hadInvisible: boolean
  /** Why there is no number, and what to do, where that is not the usual. */
  advice: string | undefined
  /** No country makes it a number. */
  isHopeless: boolean
}

/** Longer cells are no number, whatever they hold. */
const longestCell = 256

/**
 * Reads a number that `parsePhone` has refused: with full-width digits, the apostrophe of a spreadsheet, `tel:`, 00 for
 * the plus, a `(0)` behind the country code, or several in a cell. Only what is certain.
 */
export const mendPhone = (cell: string, country: CountryCode | undefined): MendedPhone => {
  const visible = cutInvisible(cell)
  const hadInvisible = visible !== cell.trim()
  const refused: MendedPhone = {
    digits: undefined,
    others: [],
    changes: [],
    hadInvisible,
    advice: findAdvice(visible),
    isHopeless: findAdvice(visible) !== undefined,
  }
  if (visible.length > longestCell || refused.advice !== undefined) return refused
  const changes = new Set<string>()
  const alone = readOne(visible, country, changes)
  if (alone !== undefined) return { ...refused, digits: alone, changes: [...changes] }
  const parts = visible
    .split(/[;,|/\n\r\t]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const read = parts.map((part) => readOne(part, country, changes))
  const [digits] = read
  if (parts.length < 2 || digits === undefined || read.includes(undefined)) {
    return { ...refused, advice: guessCountryCode(visible, country) }
  }
  const others = parts.filter((_part, at) => read[at] !== digits)
  return { ...refused, digits, others, changes: [...changes] }
}

const readOne = (
  part: string,
  country: CountryCode | undefined,
  changes: Set<string>,
): string | undefined => {
  let text = part
  const made = new Set<string>()
  const change = (what: string, changed: string): void => {
    if (changed === text) return
    made.add(what)
    text = changed
  }
  change(
    'full-width characters made plain',
    text.replace(/[\uff08\uff09\uff0b\uff0d\uff10-\uff19]/g, toPlain),
  )
  change('dashes made plain', text.replace(/[\u2010-\u2015\u2212\u30fc]/g, '-'))
  change('quotes and apostrophes cut', text.replace(/^["'`=]+/, '').replace(/(?<!["'`])["'`]+$/, ''))
  change('the word in front cut', text.replace(/^(?:tel|phone|mobile?|fon|tél|p|m|t)[.:]+ */i, ''))
  change('00 read as +', text.replace(/^00 *(?=[1-9])/, '+'))
  change('(0) cut', text.startsWith('+') ? text.replace(/\( ?0 ?\)/, '') : text)
  const { digits } = parsePhone(text.trim(), country)
  if (digits !== undefined) for (const what of made) changes.add(what)
  return digits
}

const toPlain = (wide: string): string => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)

const findAdvice = (text: string): string | undefined => {
  if (/^["'=]*\d(?:[.,]\d+)?E\+?\d+["']*$/i.test(text)) {
    return 'is what a spreadsheet makes of a long number, and its digits are lost; export again and keep the column as text'
  }
  if (/\d *(?:x|ext\.?|extension|poste|int\.?|durchwahl|доб\.?|#|;ext=) *\d{1,7}$/i.test(text)) {
    return 'has an extension, and a code cannot be sent to one; leave the extension out, or clear the number'
  }
  return undefined
}

/** Digits without a plus that are a number with one: whether they are is for people to say. */
const guessCountryCode = (text: string, country: CountryCode | undefined): string | undefined => {
  if (country !== undefined || !/^[1-9][\d ().-]{9,18}$/.test(text)) return undefined
  const { digits } = parsePhone(`+${text}`)
  return digits === undefined || digits.length < 11
    ? undefined
    : `has no +: if it begins with the country code, write +${digits}; if not, set defaultCountry`
}
