import { nearestName } from '../outcome/nearest-name.js'
import { columnAliases } from '../presets/generic/columns/column-aliases.js'
import { foldName } from '../presets/generic/columns/fold-name.js'
import type { JsonObject } from '../source/source-record.js'

/** A path of the user record that a column may be meant for, and why. */
export interface TargetSuggestion {
  path: string
  why: string
}

/** What values look like, where nearly all of a column do. */
const looks: readonly { path: string; pattern: RegExp; why: string }[] = [
  {
    path: 'primaryEmail',
    pattern: /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@]{2,}$/,
    why: 'its values are e-mail addresses',
  },
  { path: 'primaryPhone', pattern: /^\+?[\d ()./-]{7,20}$/, why: 'its values look like phone numbers' },
  {
    path: 'avatar',
    pattern:
      /^https?:\/\/(?:[^\s?]+\.(?:png|jpe?g|webp|gif|svg)(?:\?\S*)?|\S+\.(?:png|jpe?g|webp|gif|svg))$/i,
    why: 'its values are pictures',
  },
  { path: 'profile.website', pattern: /^https?:\/\/\S+$/i, why: 'its values are addresses of pages' },
  {
    path: 'passwordHash',
    pattern: /^(?:\$\w{1,20}\$|\{[\w-]{2,20}\}|pbkdf2|[\da-f]{32,128}$)/i,
    why: 'its values look like hashes',
  },
  { path: 'migratedFrom.createdAt', pattern: /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/, why: 'its values are times' },
  { path: 'profile.birthdate', pattern: /^(?:19|20)\d\d-\d\d-\d\d$/, why: 'its values are dates' },
  { path: 'profile.locale', pattern: /^[a-z]{2}(?:[-_][A-Z]{2})?$/, why: 'its values are languages' },
  { path: 'emailVerified', pattern: /^(?:true|false|yes|no|0|1)$/i, why: 'its values are yes and no' },
  { path: 'roles', pattern: /^\[.*\]$|^\w+(?:[,;|] ?\w+)+$/, why: 'its values are lists' },
  {
    path: 'name',
    pattern: /^\p{Lu}\p{Ll}+(?: \p{Lu}[\p{L}.'-]*){1,3}$/u,
    why: 'its values look like names of people',
  },
]

/** Share of the values that must look so. */
const mostOf = 0.8

/** Paths that fit, the likeliest first: by the column's name, then by what its values look like. */
export const suggestTargets = (column: string, sample: readonly JsonObject[]): TargetSuggestion[] => {
  const found: TargetSuggestion[] = []
  const add = (path: string, why: string): void => {
    if (!found.some((suggestion) => suggestion.path === path)) found.push({ path, why })
  }
  const byName = nearestPath(column)
  if (byName !== undefined) add(byName.path, `its name is like ${byName.alias}`)
  const values = sample
    .map((record) => record[column])
    .filter((value) => value !== null && value !== undefined && value !== '')
    .map((value) => (typeof value === 'string' ? value.trim().slice(0, 300) : JSON.stringify(value)))
  for (const { path, pattern, why } of values.length === 0 ? [] : looks) {
    if (values.filter((value) => pattern.test(value)).length >= values.length * mostOf) add(path, why)
  }
  return found.slice(0, 3)
}

const nearestPath = (column: string): { path: string; alias: string } | undefined => {
  const names = new Map<string, string>()
  for (const [path, aliases] of Object.entries(columnAliases)) {
    for (const alias of aliases) if (!names.has(foldName(alias))) names.set(foldName(alias), path)
  }
  const alias = nearestName(foldName(column), names.keys())
  // Of three letters every word is near.
  return alias === undefined || alias.length < 4 ? undefined : { path: names.get(alias)!, alias }
}

/** Every path that a column can be mapped to, with what it is. */
export const listTargets = (): { path: string; hint: string }[] =>
  Object.entries(columnAliases).map(([path, aliases]) => ({ path, hint: aliases.slice(0, 3).join(', ') }))
