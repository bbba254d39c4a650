import { readText } from '../../vocabulary/cells/read-text.js'
import { setPath } from '../../vocabulary/cells/set-path.js'
import type { GenericDraft } from '../generic-draft.js'

/**
 * A national number with its calling code in a column of its own: `+49` and `0170 1234567`. A number that begins with the code
 * already may have it or not; it stays as it is, and the plan asks. What was not needed is kept.
 */
export const joinPhone = (
  { user }: GenericDraft,
  { column, value }: NonNullable<GenericDraft['phoneCountry']>,
): void => {
  const code = /^(?:\+|00)?([1-9]\d{0,3})$/.exec(readText(value)?.replace(/[\s()-]/g, '') ?? '')?.[1]
  const number = user.primaryPhone?.trim()
  if (code === undefined || number === undefined || !isNational(number, code)) {
    setPath(user.customData, [column], value)
  } else user.primaryPhone = `+${code} ${number}`
}

const isNational = (number: string, code: string): boolean => {
  const digits = number.replace(/\D/g, '')
  return /^[\d(]/.test(number) && !number.startsWith('00') && !digits.startsWith(code)
}
