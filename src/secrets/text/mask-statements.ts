import { leftOut } from '../kept-out.js'

/** Whether a text may say what a password is. */
export const mayHoldStatements = (text: string): boolean =>
  text.includes('assw') || text.includes('PIN ') || text.includes(' code')

/** `the password is …`, `Passwort lautet …`; two words may stand between. */
const statement =
  /((?:\b[Pp]ass(?:word|wort|code|phrase)|\bPIN)(?: \p{L}{1,12}){0,2} (?:is|was|ist|war|lautet|to|auf|are|=) ["'“„]?)([^\s"'“”]{4,128})/gu

/** `Your verification code is 123456`; the code of a place or of a discount is none. */
const sentCode =
  /(\b(?:[Yy]our|[Tt]he|Ihr|Dein|[Vv]otre|[Tt]u) (?:(?!zip|post|area|promo|discount|coupon|referral|country|dial)[\p{L}\d]{2,20} ){0,2}code (?:is|lautet|est|es) ?:? ?)(\d{4,8})\b/gu

/** `machine … login … password …`, as `.netrc` has it. */
const machine = /(\blogin \S{1,100}\s{1,8}password )(\S{1,200})/g

/** `123456 is your login code` */
const codeInFront = /\b\d{4,8}(?= is your (?:\p{L}{2,20} ){0,3}code\b)/gu

/** The word without the marks of the sentence behind it. */
const cutMarks = (word: string): string => {
  let end = word.length
  while (end > 0 && '.,;)'.includes(word[end - 1]!)) end -= 1
  return word.slice(0, end)
}

/** Sentences without the password that they tell; `the password is required` tells none. */
export const maskStatements = (text: string, onMasked: (name: string) => void): string =>
  text
    .replace(statement, (whole, start: string, value: string) => {
      const word = cutMarks(value)
      if (!isMixed(word) && !(start.startsWith('PIN') && /^\d{4,8}$/.test(word))) return whole
      onMasked('password')
      return start + leftOut + value.slice(word.length)
    })
    .replace(machine, (_whole, start: string) => {
      onMasked('password')
      return start + leftOut
    })
    .replace(codeInFront, () => {
      onMasked('code')
      return leftOut
    })
    .replace(sentCode, (_whole, start: string) => {
      onMasked('code')
      return start + leftOut
    })

/** A digit, a mark or a capital inside: no word of a sentence, and no date. */
const isMixed = (word: string): boolean =>
  /[\d!@#$%^&*+=_~]|\p{Ll}\p{Lu}/u.test(word) && !/^[\d.:/-]*$|^\d{4}-\d\d-\d\d/.test(word)
