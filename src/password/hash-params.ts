import { parseJson } from '../source/json/values/parse-json.js'

/** What the source knows beside the hash: columns of the row, and what the operator configured. */
export type HashParams = Record<string, unknown>

/** The first of the named parameters that is a string. */
export const readText = (params: HashParams, ...names: string[]): string | undefined => {
  for (const name of names) {
    const value = params[name]
    if (typeof value === 'string') return value
  }
  return undefined
}

/** The first of the named parameters that is a non-negative integer, written as number or digits. */
export const readCount = (params: HashParams, ...names: string[]): number | undefined => {
  for (const name of names) {
    const count = parseCount(params[name])
    if (count !== undefined) return count
  }
  return undefined
}

export const parseCount = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined
  return typeof value === 'string' && /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : undefined
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An object given as such or as JSON text. */
export const readRecord = (value: unknown): Record<string, unknown> | undefined => {
  if (isRecord(value)) return value
  if (typeof value !== 'string') return undefined
  const parsed = parseJson(value)
  return isRecord(parsed) ? parsed : undefined
}
