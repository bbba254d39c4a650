const combiningMarks = /[\u0300-\u036f]/g
const foldedLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ı: 'i',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
}

/**
 * Lower case, full-width forms made plain, accents taken off. Only the accents of Latin and Cyrillic letters:
 * the marks of Japanese and the parts of Hangul make other letters, not other spellings.
 */
export const foldText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(combiningMarks, '')
    .normalize('NFC')
    .replace(/[ßłıøæœ]/g, (letter) => foldedLetters[letter] ?? letter)

/** `oauth2.accessToken`, `OAUTH2_ACCESS-TOKEN` and `Oauth2 Access Token` are the same words. */
export const splitName = (name: string): string[] => {
  if (plainName.test(name)) return name.split('_')
  const spaced = name
    .normalize('NFKC')
    .replace(/2-?fa(?![a-z])/gi, ' twofactor ')
    .replace(/u2f/gi, ' fido ')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/([\p{Ll}\p{Lo}\d])(\p{Lu})/gu, '$1 $2')
  const words = foldText(spaced)
    .replace(/\d+/g, ' ')
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '')
  return words.length > 3 && words.every(isLetter) ? [words.join('')] : words
}

/** `_a_c_c_e_s_s__t_o_k_e_n` is what some tools make of ACCESS_TOKEN. */
const isLetter = (word: string): boolean => word.length === 1

const plainName = /^[a-z]{2,}(?:_[a-z]{2,})*$/
