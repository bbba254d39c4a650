import { MigrationError } from '../../outcome/migration-error.js'

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/**
 * A moment as people give it: `2h` (ago; s, m, h, d or w), or ISO 8601 such as `2026-11-21` or `2026-11-21T06:30Z`.
 * Without a zone it is local time, a date alone is midnight UTC.
 *
 * @throws {MigrationError} `usage/flag_invalid`
 */
export const readTime = (flag: string, text: string, nowMs: number): number => {
  const ago = /^(\d{1,6}(?:\.\d{1,3})?)([smhdw])$/.exec(text)
  if (ago !== null) return nowMs - Number(ago[1]) * unitMs[ago[2] as keyof typeof unitMs]
  const atMs = /^\d{4}-\d\d-\d\d(?:T|$)/.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(atMs)) {
    throw new MigrationError(
      'usage',
      'flag_invalid',
      `${flag} takes a time such as 2h, 3d, 2026-11-21 or 2026-11-21T06:30Z, got "${text}"`,
    )
  }
  return atMs
}
