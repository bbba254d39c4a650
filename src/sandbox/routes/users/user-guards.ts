import { passwordAlgorithms } from '../../../password/digest/password-algorithm.js'
import { boolean, jsonObject, nullable, object, oneOf, optional, orEmpty, string } from '../../http/guard.js'
import type { Guard } from '../../http/guard.js'

const phone = string({ pattern: /^\d+$/ })
const email = string({ pattern: /^(?=\S+$)\S[^@]*@.+\../ })
const username = string({ pattern: /^[A-Z_a-z]\w*$/ })
const avatar = optional(nullable(orEmpty(string({ isUrl: true }))))
const text = optional(string())

const profile = optional(
  object({
    familyName: text,
    givenName: text,
    middleName: text,
    nickname: text,
    preferredUsername: text,
    profile: text,
    website: text,
    gender: text,
    birthdate: text,
    zoneinfo: text,
    locale: text,
    address: optional(
      object({
        formatted: text,
        streetAddress: text,
        locality: text,
        region: text,
        postalCode: text,
        country: text,
      }),
    ),
  }),
)

/** Body of `POST /api/users`. */
export const createUserGuard = object({
  primaryPhone: optional(phone),
  primaryEmail: optional(email),
  username: optional(username),
  password: optional(string({ minLength: 1 })),
  passwordDigest: optional(string({ maxLength: 256 })),
  passwordAlgorithm: optional(oneOf(passwordAlgorithms)),
  name: text,
  avatar,
  customData: optional(jsonObject),
  profile,
})

/** Body of `PATCH /api/users/:userId`. */
export const updateUserGuard = object({
  username: optional(nullable(orEmpty(username))),
  primaryEmail: optional(nullable(orEmpty(email))),
  primaryPhone: optional(nullable(orEmpty(phone))),
  name: optional(nullable(orEmpty(string()))),
  avatar,
  customData: optional(jsonObject),
  profile,
})

export const suspensionGuard = object({ isSuspended: boolean })
export const passwordGuard = object({ password: string({ minLength: 1 }) })
export const expirationGuard = object({ isExpired: boolean })
export const identityGuard = object({ userId: string(), details: optional(jsonObject) })

export type CreateUserBody = typeof createUserGuard extends Guard<infer T> ? T : never
export type UpdateUserBody = typeof updateUserGuard extends Guard<infer T> ? T : never
