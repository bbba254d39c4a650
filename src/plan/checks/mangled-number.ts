/**
 * Whether a text is a long number as spreadsheets, pandas and JavaScript show it: `1.2E+17`, `1,2E+17`,
 * `1.2e+17`. The digits are gone, and many ids look the same then. Ids that only hold an `e` have no plus.
 */
export const isMangledNumber = (text: string): boolean =>
  /^-?\d(?:[.,]\d{1,20})?e\+\d{2,3}$/i.test(text.trim())
