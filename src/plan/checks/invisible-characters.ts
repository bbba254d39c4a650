import type { Findings } from '../findings.js'

/**
 * Characters that nobody sees and nobody types: soft hyphen, zero width spaces and joiners, direction marks, the byte
 * order mark, variation selectors, fillers and control characters. Tabs and line ends stay, because they separate; NUL stays, because it is a fault of
 * its own.
 */
const invisible = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]|(?![\0\t\r\n])\p{Cc}/gu

/** Blanks that are not the one on the keyboard: no-break, narrow, ideographic and typographic ones. */
const oddBlank = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g

/**
 * Text of an identifier without what cannot be seen, and with plain blanks. Nearly every identifier is returned as
 * it is, after one look.
 */
export const cutInvisible = (text: string): string => {
  if (isPrintable.test(text)) return text
  return text.replace(invisible, '').replace(oddBlank, ' ').trim()
}

const isPrintable = /^[\x20-\x7e]*$/

export const sayInvisible = (field: string, findings: Findings): void =>
  findings.addWarning(
    'invisible_characters_cut',
    field,
    `${field}: characters that nobody sees (zero width, soft hyphen, direction marks, no-break blanks) were cut.`,
  )
