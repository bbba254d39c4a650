/**
 * A cell that a spreadsheet would take for a formula. Full-width signs are signs to it in some languages, and blanks
 * in front are passed over. Apostrophes in front count too, so that taking one off always gives the text back.
 */
const formula = /^'*[ \u00a0]{0,8}[=+\-@\t\r\n＝＋－＠]/

/** With an apostrophe in front where a spreadsheet would calculate, as OWASP advises against CSV injection. */
export const neutraliseCell = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** Takes off what `neutraliseCell` has put in front. Only for cells that this program wrote. */
export const restoreCell = (text: string): string =>
  text.startsWith("'") && formula.test(text) ? text.slice(1) : text
