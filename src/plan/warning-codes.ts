import { noteCodes } from '../presets/note-codes.js'

/** Every change that a preset or planning makes to a value on its own, with what it means. docs/problems.md lists them. */
export const warningCodes = {
  ...noteCodes,
  avatar_dropped: 'The avatar is not an absolute URL of at most 2048 characters and was left out.',
  backup_codes_dropped: 'Backup codes are not ten codes of ten hex digits beside a TOTP factor; left out.',
  email_demoted: 'The e-mail address is not verified and was kept in customData.migratedFrom only.',
  email_mended:
    'An e-mail address was taken out of mailto:, a display name, brackets, quotes, or marks at its end.',
  id_mangled: 'An id was turned into a power of ten (1.2E+17) by a spreadsheet; it was not used as a key.',
  invisible_characters_cut: 'Characters that nobody sees were cut from an identifier.',
  name_cut: 'The name was cut to 128 characters; the full one is in customData.migratedFrom.name.',
  other_addresses_kept:
    'A cell held several addresses: the first is used, the others are in customData.otherEmails or otherPhones.',
  phone_demoted: 'The phone number is unverified or invalid and was kept in customData.migratedFrom only.',
  phone_mended:
    'A phone number was read without what a spreadsheet, a link or a habit of writing put around it.',
  profile_key_moved: 'A profile key that Logto does not have was moved to customData.profile.',
  totp_dropped: 'The TOTP secret does not have the form that Logto takes and was left out.',
  unmarked_user:
    'Without e-mail address, phone number, username and migratedFrom, nothing but the content tells this user from others.',
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
  /** Tells cases of one code apart that are counted by themselves. */
  reason?: string
}
