/** Every change that planning makes to a value on its own, with what it means. docs/problems.md lists them. */
export const warningCodes = {
  avatar_dropped: 'The avatar is not an absolute URL of at most 2048 characters and was left out.',
  backup_codes_dropped: 'Backup codes are not ten codes of ten hex digits beside a TOTP factor; left out.',
  email_demoted: 'The e-mail address is not verified and was kept in customData.migratedFrom only.',
  id_mangled: 'An id was turned into a power of ten (1.2E+17) by a spreadsheet; it was not used as a key.',
  name_cut: 'The name was cut to 128 characters; the full one is in customData.migratedFrom.name.',
  password_column_guessed:
    'A column was taken for the password by its name or its values; map it to say so, or to null.',
  password_placeholder:
    'A mask or marker stands where a password would be: the user comes without one, and nothing is lost.',
  phone_demoted: 'The phone number is unverified or invalid and was kept in customData.migratedFrom only.',
  profile_key_moved: 'A profile key that Logto does not have was moved to customData.profile.',
  totp_dropped: 'The TOTP secret does not have the form that Logto takes and was left out.',
  username_dropped: 'The username breaks the rule of Logto and was kept in customData.migratedFrom only.',
  username_rewritten: 'The username was rewritten; the original is in customData.migratedFrom.username.',
} as const

export type WarningCode = keyof typeof warningCodes

/** Something that was changed so that the record could go in. */
export interface PlanWarning {
  code: WarningCode
  /** Path of the field inside the user record. */
  field: string
  message: string
}
