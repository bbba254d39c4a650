/**
 * A text without anything that a terminal would act on or that would change the order of what is shown: ESC, BEL and
 * the other controls of ASCII and C1, marks of direction, separators of lines and paragraphs. Each stands there as
 * `\u001b`. That is what JSON itself writes, so a JSON document keeps its meaning. Line feeds and tabs stay.
 */
export const escapeControls = (text: string): string =>
  acting.test(text) ? text.replace(actingAll, escapeCharacter) : text

// oxlint-disable-next-line no-control-regex
const acting = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/
// A carriage return ends a line only in front of a line feed; alone, what follows is written over the line.
const actingAll =
  // oxlint-disable-next-line no-control-regex
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\r(?!\n)/g

const escapeCharacter = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** The same for text that must stay on one line: of a table, of a message. */
export const escapeToOneLine = (text: string): string => escapeControls(text).replace(/[\r\n\t]+/g, ' ')
