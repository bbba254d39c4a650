import { z } from 'zod'
import { passwordAlgorithms } from '../password/digest/password-algorithm.js'
import type { JsonObject } from '../source/source-record.js'
import { checkJsonObject } from './checks/check-json.js'
import { findTextFault } from './checks/check-text.js'
import { findDigestFault } from './checks/digest-fault.js'
import { Findings } from './findings.js'
import { keptIdPattern } from './fields/plan-kept-id.js'
import { parsePhone } from './fields/parse-phone.js'
import { isAddress, longestAvatar } from './fields/plan-avatar.js'
import { isReachable } from './fields/mend-email.js'
import { longestIdentifier } from './fields/plan-email.js'
import { longestName } from './fields/plan-name.js'
import { longestDigest } from './fields/plan-password.js'
import { longestBodyBytes } from './plan-user.js'
import { usernamePattern } from './fields/plan-username.js'

const storable = z
  .string()
  .min(1)
  .refine((text) => findTextFault(text) === undefined, 'expected text without NUL and half surrogate pairs')

const trimmed = storable.refine((text) => text.trim() === text, 'expected no blanks at the ends')

/** In UTF-16 units; the library's own `max` counts code points, and Logto fails on 65 emoji. */
const atMost = (longest: number) =>
  trimmed.refine((text) => text.length <= longest, `expected at most ${longest} UTF-16 units`)

const claim = storable.optional()

/**
 * The body of `POST /api/users` as this program sends it: what Logto takes, less what it takes and then chokes
 * on (a NUL, 65 emoji in a name, a malformed digest). The one description of these rules; `planUser` does the
 * same by hand, because a schema for every record would halve the speed, and a test holds it to this.
 */
export const createUserSchema = z
  .strictObject({
    id: z.string().regex(keptIdPattern).optional(),
    primaryEmail: atMost(longestIdentifier).refine(isReachable, 'expected an address').optional(),
    primaryPhone: z
      .string()
      .regex(/^\d{1,17}$/)
      .refine((digits) => parsePhone(`+${digits}`).digits === digits, 'expected a number that can exist')
      .optional(),
    username: z.string().max(longestIdentifier).regex(usernamePattern).optional(),
    name: atMost(longestName).optional(),
    avatar: atMost(longestAvatar).refine(isAddress, 'expected an absolute URL').optional(),
    profile: z
      .strictObject({
        familyName: claim,
        givenName: claim,
        middleName: claim,
        nickname: claim,
        preferredUsername: claim,
        profile: claim,
        website: claim,
        gender: claim,
        birthdate: claim,
        zoneinfo: claim,
        locale: claim,
        address: z
          .strictObject({
            formatted: claim,
            streetAddress: claim,
            locality: claim,
            region: claim,
            postalCode: claim,
            country: claim,
          })
          .optional(),
      })
      .optional(),
    customData: z
      .custom<JsonObject>((value) => checkJsonObject(value, 'customData', new Findings()))
      .optional(),
    password: storable.optional(),
    passwordDigest: atMost(longestDigest).optional(),
    passwordAlgorithm: z.enum(passwordAlgorithms).optional(),
  })
  .refine(
    ({ password, passwordDigest }) => password === undefined || passwordDigest === undefined,
    'expected a password or a digest, got both',
  )
  .refine(
    ({ passwordDigest, passwordAlgorithm }) =>
      (passwordDigest === undefined) === (passwordAlgorithm === undefined),
    'expected passwordDigest and passwordAlgorithm together',
  )
  .refine(
    ({ passwordDigest, passwordAlgorithm }) =>
      passwordDigest === undefined ||
      passwordAlgorithm === undefined ||
      findDigestFault(passwordAlgorithm, passwordDigest) === undefined,
    'expected a digest of the form of its algorithm',
  )
  .refine(
    (body) => Buffer.byteLength(JSON.stringify(body)) <= longestBodyBytes,
    `expected at most ${longestBodyBytes} bytes`,
  )
