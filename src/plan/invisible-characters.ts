import type { Findings } from './findings.js'

/**
 * Characters that nobody sees and nobody types: soft hyphen, zero width spaces and joiners, direction marks, the byte
 * order mark, variation selectors, fillers and control characters but for tab and line ends. NUL stays, because it is
 * a fault of its own.
 */
const invisible =
  // oxlint-disable-next-line no-control-regex
  /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]/g

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
