import type { JsonValue } from '../source/source-record.js'
import type { JudgedName } from './judge-name.js'
import { findCertainShape, findShape } from './secret-shape.js'

/** What is to be done with one value: keep it, keep it out, or look inside. */
export type ValueVerdict = 'keep' | 'out' | 'inside'

/** By its name first, and by its shape where the name does not decide. */
export const judgeValue = (value: JsonValue | undefined, name: JudgedName): ValueVerdict => {
  if (value === null || value === undefined || value === '' || typeof value === 'boolean') return 'keep'
  if (typeof value === 'string') return isSecretText(value, name) ? 'out' : 'keep'
  if (typeof value === 'number') return isSecretNumber(value, name) ? 'out' : 'keep'
  if (name.verdict !== 'secret' || name.isOpenInside) return 'inside'
  return isEmpty(value) ? 'keep' : 'out'
}

const isEmpty = (value: object): boolean => {
  for (const _ in value) return false
  return true
}

const isSecretNumber = (value: number, { verdict, isPlural, isPin, isCode }: JudgedName): boolean => {
  if ((verdict === 'flag' || verdict === 'likely' || (verdict === 'suspect' && !isCode)) && isPin)
    return pin.test(String(value))
  if (verdict === 'postal') return !/^[1-9]\d{5}$/.test(String(value))
  return verdict === 'secret' && !(isPlural && Number.isInteger(value) && value < 1e9)
}

/** The security identifier of an account in Windows: `sid` is the name of session ids elsewhere. */
const windowsSid = /^S-1-\d{1,14}(?:-\d{1,10}){1,15}$/

/** Of Twilio; `SK…` are keys. */
const serviceSid = /^(?!SK)[A-Z]{2}[\da-f]{32}$/

/** Four to eight digits. */
const pin = /^\d{4,8}$/

/** Everybody may have it, whatever it is called. */
const publicKey =
  /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d{3}|sk-\S{10,40}) AAAA|^-----BEGIN (?:[A-Z ]{0,20}PUBLIC KEY|CERTIFICATE)/

/** As people type them: a tax code, the code of a voucher. */
const typedCode = /^[A-Z\d-]{1,24}$/

export const isSecretText = (
  text: string,
  { verdict, isReference, isPlural, isCode, isPin }: JudgedName,
): boolean => {
  if (text.startsWith('S-1-') && windowsSid.test(text)) return false
  switch (verdict) {
    case 'open': {
      const shape = findCertainShape(text)
      return shape === 'secret' || (shape === 'digest' && !isReference)
    }
    case 'secret':
      return !answer.test(text) && !publicKey.test(text) && !(isPlural && /^\d{1,6}$/.test(text))
    case 'likely':
      return (
        !/^[\p{L}_-]{1,40}$|^\d{1,6}$|\s|^\d{1,2}:\d\d/u.test(text) ||
        isTelling(text) ||
        (isPin && pin.test(text))
      )
    case 'postal':
      return !/^[1-9]\d\d ?\d{3}$/.test(text)
    case 'flag':
      return !flagText.test(text) || (isPin && pin.test(text))
    case 'state':
      return isTelling(text)
    case 'suspect':
      if (isPin && !isCode && pin.test(text)) return true
      return isTelling(text) && !serviceSid.test(text) && !(isCode && typedCode.test(text))
  }
}

/** Whether somebody has one. */
const answer =
  /^(?:true|false|null|undefined|yes|no|ja|nein|oui|non|s[ií]|sim|n[aã]o|nee|tak|nie|да|нет|evet|hay[ıi]r|是|否|enabled|disabled|active|inactive|required|optional|unset|not set|accepted|declined|rejected|denied|refused)$/i

const isTelling = (text: string): boolean => findShape(text) !== 'plain'

/** Yes, no, a word of state, a number, a date. */
const flagText = /^(?:\p{Ll}{1,12}|\p{L}{1,6}|[\d.,:/ +-]{1,32}|\d{4}-\d\d-\d\d[\d.,:/ TZ+-]{0,32})$/u
