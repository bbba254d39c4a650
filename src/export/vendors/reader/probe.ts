import type { JsonValue } from '../../../source/source-record.js'
import type { VendorLook } from '../vendor.js'
import { unlessRefused } from './vendor-refusal.js'
import type { VendorAnswer } from './vendor-api.js'

/** A small question that shows whether a part may be read. */
export interface Probe {
  /** Name of the part. */
  part: string
  /** As the vendor calls the right. */
  permission: string
  /** Without it there is nothing to export. */
  isNeeded?: boolean
  ask(): Promise<VendorAnswer>
  total?(body: JsonValue): number | undefined
}

/**
 * Asks for each part before anything is read: whether the account may, and how much there is. A part that it may not
 * read is left out and named; without the users there is no export.
 *
 * @throws MigrationError `target/source_refused`
 */
export const probe = async (probes: readonly Probe[]): Promise<VendorLook> => {
  const totals: { [part: string]: number | undefined } = {}
  const without: string[] = []
  const withheld: string[] = []
  const permissions: string[] = []
  for (const { part, permission, isNeeded = false, ask, total } of probes) {
    const answer = isNeeded ? await ask() : await unlessRefused(ask)
    if (answer === undefined) {
      without.push(part)
      withheld.push(`Left out: ${part}. The account lacks ${permission}, or the system has none.`)
      continue
    }
    permissions.push(`May read ${part} (${permission}).`)
    totals[part] = total?.(answer.body)
  }
  return { totals, without, withheld, permissions }
}
