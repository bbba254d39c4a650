/** Every remark that reading an input can make, with what it means. docs/input-forms.md lists them. */
export const inputNoteCodes = {
  archive_member: 'A file was read out of an archive.',
  columns_nested:
    'A tool had flattened what is nested (profile.email, identities[0].provider) into columns; it was put together again.',
  input_page: 'The input says of itself that it is one page of a longer list.',
  columns_absent: 'Columns that source.columns names were in no record.',
  csv_backslash:
    'A backslash before a quote, a delimiter, a line end or a letter was read as MySQL and PostgreSQL write it.',
  csv_footer: 'Rows that count the rows above or end the report were passed over.',
  csv_header_again: 'The header stood again among the rows and was passed over.',
  csv_headings: 'Marks and notes around the names of columns were left out.',
  csv_blanks: 'Blanks around the delimiters, before quotes, were left out.',
  csv_inner_quotes: 'Quotes in the middle of cells that do not begin with one were kept as text.',
  csv_rows_above: 'Rows above the header were passed over.',
  csv_rows_cut: 'Rows with empty cells too many were cut to the length of the header; --strict refuses them.',
  csv_rows_filled: 'Rows that are short at the end were filled with empty cells; --strict refuses them.',
  csv_rows_under: 'Rows of types or examples under the header were passed over.',
  encoding_guessed: 'The bytes are not UTF-8 and were read in another encoding.',
  json_big_number:
    'Numbers that a double cannot hold were kept as text, digit for digit, and are written to customData as text.',
  json_comments: 'Comments inside JSON were passed over.',
  json_mongo_shell:
    'The notation of the mongo shell (ObjectId(…), ISODate(…)) was read as mongoexport would have written it.',
  json_pages:
    'The list holds objects that hold the users each (pages, realms): they were read one after another. What stands beside their lists, such as a name, was not read.',
  json_single_quotes: 'Texts and keys in single quotes were read.',
  json_trailing_comma: 'Commas before a closing bracket were passed over.',
  json_unquoted_key: 'Keys without quotes were read.',
  keycloak_no_users: 'A realm of Keycloak without users was passed over.',
  names_respelled:
    'The names of a known system are spelt in another way (USER_LOGIN, user-login, UserLogin) and were read as its own.',
  record_wrapped: 'Each user stood inside another object and was taken out of it.',
  sql_table: 'One table of a SQL dump was read.',
  xml_elements: 'The elements at one place of an XML file were read.',
  values_typed: 'Each value stood under the name of its type, as DynamoDB and Firestore give it.',
  workbook_sheet: 'One sheet of a workbook was read.',
} as const

export type InputNoteCode = keyof typeof inputNoteCodes
