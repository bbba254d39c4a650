const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** One lone printable ASCII character after the other: the usual case, and the fast one. */
const ascii = /^[\x20-\x7e]*$/
const control = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu
const emoji = /\p{Emoji_Presentation}|\u{fe0f}/u
const mark = /^[\p{M}\p{Cf}]+$/u

/** How many columns a text takes on a terminal. */
export const widthOf = (text: string): number => {
  if (ascii.test(text)) return text.length
  let width = 0
  for (const { segment } of segmenter.segment(text)) width += widthOfGrapheme(segment)
  return width
}

/** At most `columns` wide; what is cut is replaced by an ellipsis. */
export const cutToWidth = (text: string, columns: number): string => {
  if (columns <= 0) return ''
  if (widthOf(text) <= columns) return text
  let kept = ''
  let width = 0
  for (const { segment } of segmenter.segment(text)) {
    width += widthOfGrapheme(segment)
    if (width > columns - 1) break
    kept += segment
  }
  return `${kept}…`
}

/** Without anything that a terminal would act on instead of showing it: names of files can hold it. */
export const toPrintable = (text: string): string => text.replace(control, '�')

const widthOfGrapheme = (grapheme: string): number => {
  const code = grapheme.codePointAt(0) ?? 0
  if (mark.test(grapheme) || code < 0x20) return 0
  return isWide(code) || emoji.test(grapheme) ? 2 : 1
}

/** East Asian Wide and Fullwidth, Unicode 16, in whole blocks. */
const wideRanges: [number, number][] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x3fffd],
]

const isWide = (code: number): boolean =>
  code >= 0x1100 && wideRanges.some(([first, last]) => code >= first && code <= last)
