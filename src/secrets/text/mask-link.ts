import { leftOut } from '../kept-out.js'
import { isScrambled } from '../scrambled.js'

/** What such links are for, in a part of their path: `reset-password`, `verify_email`, `einladung`. */
const purpose =
  /reset|\/ical\b|confirm|conferm|bestaetig|potwierdz|activar|ativar|attiva|verif|activat|aktivier|magic|invit|einlad|token|unlock|unsubscribe|abmeld|recover|passw|zuruecksetz|oauth|session|onetime|one-time|otp/i

/** Whether a text may be a link with a token in its path. */
export const mayHoldTokens = (text: string): boolean => text.includes('://')

/**
 * Links without the tokens that stand in their path behind the name of what they are for:
 * `https://example.com/reset-password/x7Kp2…`, and without those of their query that have no telling name. Linear in the length.
 */
export const maskLinks = (text: string, onMasked: (name: string) => void): string =>
  maskPaths(text.includes('=') ? maskParameters(text, onMasked) : text, onMasked)

/**
 * `?t=…`: a name that says nothing, and a value made at random; in the link of a picture it signs the picture. In a link
 * for resetting, confirming, … such a value is the token under any name.
 */
const maskParameters = (text: string, onMasked: (name: string) => void): string =>
  text.replace(parameter, (whole, start: string, name: string, value: string, at: number) => {
    if (!isScrambled(value)) return whole
    const path = text.slice(Math.max(0, at - longestPath), at)
    if (shortName.test(name) ? picture.test(path) : !purpose.test(path)) return whole
    onMasked(name)
    return `${start}${name}=${leftOut}`
  })

const shortName = /^(?:t|k|tk)$/
const parameter = /([?&#])([\w-]{1,40})=([\w.~%+-]{16,512})/g
const picture = /\/image\/|\.(?:jpe?g|png|gif|webp|avif|svg)/i

const maskPaths = (text: string, onMasked: (name: string) => void): string => {
  let masked = ''
  let copied = 0
  let done = 0
  for (let at = text.indexOf('://'); at !== -1;) {
    const start = text.indexOf('/', at + 3)
    let slash = start
    while (slash !== -1) {
      const next = text.indexOf('/', slash + 1)
      // Most parts are too short to be looked at.
      if (next !== -1 && next - slash <= shortestToken) {
        slash = next
        continue
      }
      const end = nextMark(text, slash + 1)
      const isToken = end - slash > shortestToken && isScrambled(text.slice(slash + 1, end))
      const name = isToken
        ? purpose.exec(text.slice(Math.max(start, slash - longestPath), slash))?.[0]
        : undefined
      if (name !== undefined) {
        masked += text.slice(copied, slash + 1) + leftOut
        copied = end
        onMasked(name)
      }
      slash = end === next ? next : -1
      done = end
    }
    // The path is done, and what looks like another link in it as well.
    at = text.indexOf('://', Math.max(done, at + 3))
  }
  return copied === 0 ? text : masked + text.slice(copied)
}

const shortestToken = 10

/** So far in front of the token its purpose is looked for. */
const longestPath = 120

/** The next slash, or the end of the path. */
const nextMark = (text: string, from: number): number => {
  let at = from
  while (at < text.length && isMark[text.charCodeAt(at)] !== 1) at++
  return at
}

/** Blanks, and what ends a part of a path. */
const isMark = new Uint8Array(128)
for (let code = 0; code <= 0x20; code++) isMark[code] = 1
for (const mark of '/?#&"\'<>') isMark[mark.charCodeAt(0)] = 1
