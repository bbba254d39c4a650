import { isUtf8 } from 'node:buffer'
import { decodeWindows1252 } from './decode-windows-1252.js'
import { incompleteTailLength } from './mark-invalid-bytes.js'

export interface LegacyGuess {
  encoding: 'windows-1252'
  /** The first words that are not ASCII, as they were read. */
  words: string[]
}

/*
 * Windows-1252 (of which ISO-8859-1 is a part) is the one that spreadsheets and databases of western languages write.
 * The others cannot be told from it by a handful of names, and a wrong guess makes wrong names that look like
 * success: where a byte would be a sign inside a word, or whole words are not ASCII (Cyrillic, Greek, Chinese), or
 * letters meet that no western language has together (Czech and Hungarian in Windows-1250), nothing is guessed.
 */
const mostWords = 5
const leastShare = 0.95

/**
 * Windows-1252 when the sample is no UTF-8 and makes sense in it.
 *
 * @param sample the first bytes of a file, which may end inside a character
 */
export const guessLegacyEncoding = (sample: Buffer): LegacyGuess | undefined => {
  const whole = sample.subarray(0, sample.length - incompleteTailLength(sample))
  if (isUtf8(whole) || isUtf8(sample) || holdsUtf8(whole)) return undefined
  if (sample.includes(0)) return undefined
  const text = decodeWindows1252(sample)
  const words = text.match(/[^\s"',;|:<>()[\]{}@\\/.+=&?#-]{1,200}/g) ?? []
  const foreign = words.filter((word) => /[^\0-\x7f]/.test(word)) // oxlint-disable-line no-control-regex
  const plausible = foreign.filter(isWesternWord)
  if (plausible.length === 0 || plausible.length < foreign.length * leastShare) return undefined
  if (isCentralEuropean(plausible.join(' '))) return undefined
  return { encoding: 'windows-1252', words: [...new Set(plausible)].slice(0, mostWords) }
}

/** A sequence of several bytes that is UTF-8 hardly comes about by chance: the file is UTF-8 and damaged. */
const holdsUtf8 = (bytes: Buffer): boolean => {
  for (let at = 0; at + 1 < bytes.length; at++) {
    const first = bytes[at] ?? 0
    if (first < 0xc2 || first > 0xf4) continue
    const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
    if (at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length))) return true
  }
  return false
}

const western = new Set('ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿŒœŠšŽžŸ')
/** Typographic signs, which stand before and behind words. */
const around = new Set('«»„“”‘’‚…–—€£§©®°ºª·¿¡•™')
const apostrophes = new Set('’´·')

const isWesternWord = (word: string): boolean => {
  const chars = [...word]
  let run = 0
  let foreignLetters = 0
  for (const [index, char] of chars.entries()) {
    run = western.has(char) ? run + 1 : 0
    foreignLetters += run > 0 ? 1 : 0
    if (run > 2) return false
    const isSound = char < '\x80' || run > 0 || apostrophes.has(char)
    if (!isSound && !(around.has(char) && isAtEdge(chars, index))) return false
  }
  // `ß`, `à` and `É` stand alone; longer words have ASCII letters as well.
  return foreignLetters <= 1 || /[A-Za-z]/.test(word)
}

const isAtEdge = (chars: readonly string[], index: number): boolean =>
  !isLetter(chars[index - 1]) || !isLetter(chars[index + 1])

const isLetter = (char: string | undefined): boolean =>
  char !== undefined && (western.has(char) || /[A-Za-z]/.test(char))

/**
 * `ř` is `ø`, `č` is `è`, `ě` is `ì`, `ů` is `ù`, `ď` is `ï`, `ň` is `ò`, `ő` is `õ`, `ű` is `û` there: letters of Danish,
 * Italian and French, which do not meet in one word, nor often in one file with `š` and `ž`.
 */
const isCentralEuropean = (text: string): boolean => {
  const has = (chars: string): boolean => [...chars].some((char) => text.includes(char))
  const isCzech = has('øØ') ? has('èìùïòšžÈÌÙŠŽ') : has('èìùòÈÌÙ') && has('šžŠŽ')
  const isHungarian = has('õÕ') && (has('ûÛ') || (has('öüÖÜ') && !has('ãçÃÇ')))
  const isPolish = has('æ') && has('ñê')
  return isCzech || isHungarian || isPolish
}
