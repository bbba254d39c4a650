import { z } from 'zod'
import { passwordAlgorithms } from '../../password/digest/password-algorithm.js'

const text = z.union([z.string(), z.number()])
const flag = z.union([z.boolean(), z.string(), z.literal([0, 1])])
const names = z.union([z.array(z.string()), z.string()])

const identity = z.object({ userId: text, details: z.record(z.string(), z.unknown()).optional() })

const organization = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  description: z.string().describe('Only for an organization that the import creates.').optional(),
  customData: z.record(z.string(), z.unknown()).describe('Likewise.').optional(),
  roles: names.optional(),
})

const factor = z.union([
  z.object({ type: z.literal('Totp'), secret: z.string() }),
  z.object({ type: z.literal('BackupCode'), codes: z.array(z.string()) }),
])

/**
 * One record for the preset `generic` under Logto's own names, for editors and for people who write an export.
 * Other spellings and CSV cells are read too: docs/user-record.md. schemas/user-record.schema.json is made
 * from this.
 */
export const genericRecordSchema = z
  .looseObject({
    id: text.describe('Source key: identifies the person in the old system.').optional(),
    primaryEmail: z.string().describe('E-mail address to sign in with, at most 128 characters.').optional(),
    primaryPhone: text
      .describe('Phone number to sign in with, +14155550123; without + it is read with defaultCountry.')
      .optional(),
    username: z.string().describe('Letters, digits and underscore, no leading digit.').optional(),
    name: z.string().describe('Display name, at most 128 UTF-16 units.').optional(),
    avatar: z.string().describe('Absolute URL, at most 2048 characters.').optional(),
    profile: z
      .looseObject({
        familyName: text.optional(),
        givenName: text.optional(),
        middleName: text.optional(),
        nickname: text.optional(),
        preferredUsername: text.optional(),
        profile: text.optional(),
        website: text.optional(),
        gender: text.optional(),
        birthdate: text.optional(),
        zoneinfo: text.optional(),
        locale: text.optional(),
        address: z
          .looseObject({
            formatted: text.optional(),
            streetAddress: text.optional(),
            locality: text.optional(),
            region: text.optional(),
            postalCode: text.optional(),
            country: text.optional(),
          })
          .optional(),
      })
      .describe('OpenID Connect claims; other keys are kept in customData.profile.')
      .optional(),
    customData: z.record(z.string(), z.unknown()).describe('Any JSON object.').optional(),
    password: z
      .string()
      .describe('A stored hash; plaintext only with password: { plaintext: true } in the config.')
      .optional(),
    plaintextPassword: z.string().describe('The password itself; not together with a digest.').optional(),
    passwordDigest: z.string().describe("A digest in Logto's own form, with passwordAlgorithm.").optional(),
    passwordAlgorithm: z.enum(passwordAlgorithms).optional(),
    passwordHash: z
      .string()
      .describe('A hash as the old system stored it; converted if it can be.')
      .optional(),
    emailVerified: flag.describe('Absent says nothing and is taken as verified.').optional(),
    phoneVerified: flag.describe('Absent says nothing and is taken as verified.').optional(),
    isSuspended: flag.optional(),
    isPasswordExpired: flag.describe('The user must choose a new password at the next sign-in.').optional(),
    roles: names.describe('Names or ids of roles.').optional(),
    organizations: z.union([z.array(z.union([organization, z.string()])), z.string()]).optional(),
    identities: z
      .record(z.string(), z.union([identity, text]))
      .describe('Social identities by connector target: google, github, …')
      .optional(),
    mfa: z.array(factor).describe('Second factors: one TOTP secret, ten backup codes beside it.').optional(),
    migratedFrom: z
      .looseObject({ createdAt: text.optional(), lastSignInAt: text.optional() })
      .describe('Facts to keep in customData.migratedFrom.')
      .optional(),
  })
  .describe('A user record for logto-migrate, preset generic')
