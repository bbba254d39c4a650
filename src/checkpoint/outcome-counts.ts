/** How many records of a pass came to which end. */
export interface OutcomeCounts {
  created: number
  adopted: number
  /** There before, and changed to what the record says. */
  updated: number
  /** As in the pass before; cost no request. */
  unchanged: number
  existing: number
  failed: number
  rejected: number
  skipped: number
  /** Steps and memberships that Logto refused for good. */
  failedUnits: number
  /** Users of the pass before who are not in the newer export. */
  vanished: number
  /** Users whose password changed in the source and could not be changed in Logto. */
  keptPasswords: number
}

/** Nothing counted yet. */
export const noCounts = (): OutcomeCounts => ({
  created: 0,
  adopted: 0,
  updated: 0,
  unchanged: 0,
  existing: 0,
  failed: 0,
  rejected: 0,
  skipped: 0,
  failedUnits: 0,
  vanished: 0,
  keptPasswords: 0,
})
