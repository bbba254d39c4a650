/** Letters that do not fall apart into a base and an accent. */
const wholeLetters: { readonly [letter: string]: string } = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
}

/** Accents of Latin, Greek and Cyrillic letters; the voicing marks of kana lie elsewhere and are kept. */
const accents = /[\u0300-\u036f]/g

const folded = new Map<string, string>()

/**
 * A column name for comparison: without case, accents, blanks, dashes, underscores, and punctuation that is no path:
 * `Mobile No.`, `mobile_no` and `MobileNo` are one name, `address.city` keeps its dot.
 */
export const foldName = (name: string): string => {
  let known = folded.get(name)
  if (known === undefined) {
    known = fold(name)
    // Objects that are used as dictionaries have names without end.
    if (folded.size < 10_000) folded.set(name, known)
  }
  return known
}

const fold = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(accents, '')
    .normalize('NFC')
    .replace(/[ßøłıæœđ]/g, (letter) => wholeLetters[letter] ?? letter)
    .replace(/\.(?![\p{L}\p{N}])/gu, '')
    .replace(/[\s_\-:*?!'’"`°º#/\u00ad\u200b-\u200f\ufeff]/g, '')
