/**
 * Levels of objects and lists that a record may have. Everything behind the readers walks over records by
 * recursion, which this makes safe.
 */
export const maxJsonDepth = 500

/** Whether a JSON text is nested deeper than a record may be. Linear, and next to nothing for usual records. */
export const isTooDeep = (text: string): boolean => {
  // Every level takes two brackets.
  if (text.length < 2 * maxJsonDepth) return false
  if (countOf(text, '{') + countOf(text, '[') <= maxJsonDepth) return false
  return depthOf(text) > maxJsonDepth
}

const countOf = (text: string, char: string): number => {
  let count = 0
  for (let at = text.indexOf(char); at !== -1; at = text.indexOf(char, at + 1)) count++
  return count
}

const depthOf = (text: string): number => {
  let depth = 0
  let deepest = 0
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '"') at = closingQuote(text, at)
    else if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth)
    else if (char === '}' || char === ']') depth--
  }
  return deepest
}

/** @returns the offset of the quote that closes the string; the end of the text when there is none */
export const closingQuote = (text: string, start: number): number => {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0
    while (text[at - 1 - backslashes] === '\\') backslashes++
    if (backslashes % 2 === 0) return at
  }
  return text.length
}
