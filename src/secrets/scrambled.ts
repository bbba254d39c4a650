/** Shorter ones may be a number with a letter. */
const shortest = 10

/**
 * Whether a word was made at random: letters and digits mixed throughout, as no slug, name or date is. `2024-summit-7`
 * is not, `x7Kp2mQ9vL` is.
 */
export const isScrambled = (text: string): boolean => {
  if (text.length < shortest || text.length > 512) return false
  let changes = 0
  let digits = 0
  let hexLetters = 0
  let previous = mark
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const kind = code < 128 ? kinds[code]! : 0
    if (kind === 0) return false
    if (kind === digit) digits += 1
    else if ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66) hexLetters += 1
    // A capital letter begins words too.
    if (kind !== mark && previous !== mark && kind !== previous && !(previous === capital && kind === small))
      changes += 1
    previous = kind
  }
  if (text.length >= 20 && digits + hexLetters === text.length) return hexLetters > 0
  return digits > 0 && digits < text.length && changes * 5 >= text.length
}

const small = 1
const capital = 2
const digit = 3
const mark = 4

/** Zero for what stands in no token. */
const kinds = new Uint8Array(128)
for (let code = 0x61; code <= 0x7a; code++) kinds[code] = small
for (let code = 0x41; code <= 0x5a; code++) kinds[code] = capital
for (let code = 0x30; code <= 0x39; code++) kinds[code] = digit
for (const letter of '_.~%=+-') kinds[letter.charCodeAt(0)] = mark
