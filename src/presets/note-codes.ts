/** Everything that a preset may read otherwise than it stands, with what it means. docs/problems.md lists them. */
export const noteCodes = {
  account_ends:
    'In the source the account ends at a moment that is to come; in Logto somebody has to suspend it then.',
  date_not_read: 'A date that could be read in two ways, or in none, was kept as text in customData.',
  password_column_guessed:
    'A column was taken for the password by its name or its values; map it to say so, or to null.',
  password_placeholder:
    'A mask or marker stands where a password would be: the user comes without one, and nothing is lost.',
  proof_unclear:
    'A column says whether an address is proved, and the record has two: yes counts for the e-mail address, no for both.',
  state_empty:
    'Others are called active in a column of states, and this cell is empty: the user comes active until `states` in the config decides.',
  state_unknown:
    'A state of the account that nothing explains: the user comes suspended until `states` in the config decides.',
  value_not_read: 'A field holds a value of another kind than its name says; it was left out of the field.',
} as const

export type NoteCode = keyof typeof noteCodes
