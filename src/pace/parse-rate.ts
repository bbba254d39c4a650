import { MigrationError } from '../outcome/migration-error.js'
import type { Rate } from './rate.js'

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const
const form = /^(\d{1,9})\/(\d{1,9}(?:\.\d{1,3})?)?(ms|s|m|h)$/
const maxLimit = 1_000_000
const maxWindowMs = 24 * unitMs.h

/**
 * Reads a rate as the command line and the config write it: `200/10s`, `20/s`, `1200/1m`, or `off`.
 *
 * @throws {MigrationError} `usage/invalid_rate`
 */
export const parseRate = (text: string): Rate | 'off' => {
  const trimmed = text.trim().toLowerCase()
  if (trimmed === 'off') {
    return 'off'
  }
  const [, limitText, countText = '1', unit] = form.exec(trimmed) ?? []
  if (limitText === undefined || !isUnit(unit)) {
    throw invalidRate(text, 'expected <requests>/<seconds>s such as 200/10s, or off')
  }
  const limit = Number(limitText)
  const windowMs = Number(countText) * unitMs[unit]
  if (limit < 1 || limit > maxLimit) {
    throw invalidRate(text, `expected 1 to ${maxLimit} requests, got ${limit}; use off for no limit`)
  }
  if (windowMs < 100 || windowMs > maxWindowMs) {
    throw invalidRate(text, `expected a window of 100 ms to 24 h, got ${windowMs} ms`)
  }
  return { limit, windowMs }
}

const isUnit = (unit: string | undefined): unit is keyof typeof unitMs =>
  unit !== undefined && Object.hasOwn(unitMs, unit)

const invalidRate = (text: string, detail: string): MigrationError =>
  new MigrationError('usage', 'invalid_rate', `rate ${JSON.stringify(text.slice(0, 40))}: ${detail}`)
