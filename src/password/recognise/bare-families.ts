import type { PasswordFamily } from './password-families.js'

/** Families that say too little by themselves: what stands beside the hash, or in the config, explains them. */
export const isBareFamily = (family: PasswordFamily): boolean => bareFamilies.has(family)

const bareFamilies: ReadonlySet<PasswordFamily> = new Set([
  'hex_digest',
  'base64_digest',
  'digest_pair',
  'labelled_digest',
  'scrypt_pair',
  'aspnet_identity',
  'unknown',
])
