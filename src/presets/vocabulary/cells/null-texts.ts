/**
 * How tools write a missing value as text, in spellings that mean nothing else: MySQL Workbench and SSMS `NULL`,
 * PostgreSQL `\N`, DBeaver `[NULL]`, pandas `nan`, `<NA>` and `NaT`, spreadsheets `#N/A`, JavaScript `undefined`.
 */
export const nullTexts: ReadonlySet<string> = new Set([
  'NULL',
  '\\N',
  '(null)',
  '(NULL)',
  '<null>',
  '<NULL>',
  '[NULL]',
  '[null]',
  '{null}',
  'nan',
  'NaN',
  'NAN',
  '<NA>',
  '<nil>',
  'NaT',
  'undefined',
  '#N/A',
  '#NULL!',
  '#REF!',
  '#VALUE!',
  '#NAME?',
])

/** Words that may be a value or a name as well: only a column that holds several of them proves it. */
export const nullWords: ReadonlySet<string> = new Set([
  'None',
  'none',
  'NONE',
  'Null',
  'null',
  'nil',
  'Nan',
  'N/A',
  'n/a',
  '-',
  '--',
  '–',
  '—',
])

/** What stands in a column of addresses, numbers or keys and is none. */
export const noIdentifier: ReadonlySet<string> = new Set([...nullTexts, ...nullWords])

/** No text of these sets is longer. */
export const longestNullText = 9
