import type { RecordMap } from '../spill/record-map.js'
import type { OpenUsers } from './roll-back-users.js'
import type { RunUser } from './run-user.js'
import type { SettledUsers } from './settled-users.js'

/**
 * Users of the run that are still to be looked at: those that its checkpoint names, those that were found by their mark,
 * and those that an earlier session was about to delete. None of the three may change meanwhile.
 *
 * @param settled by earlier sessions; undefined: there was none
 */
export const listOpenUsers = (
  named: RecordMap<RunUser>,
  found: ReadonlyMap<string, RunUser>,
  settled: SettledUsers | undefined,
): OpenUsers => {
  const isOpen = (id: string): boolean => settled?.isSettled(id) !== true
  const find = (id: string): RunUser | undefined =>
    isOpen(id) ? (found.get(id) ?? named.get(id)) : undefined
  return {
    *keys() {
      for (const id of named.keys()) if (isOpen(id)) yield id
      for (const id of found.keys()) if (isOpen(id) && !named.has(id)) yield id
      for (const id of settled?.intended() ?? []) if (find(id) === undefined) yield id
    },
    // One that was found by its mark in an earlier session, and is in no line of the checkpoint.
    get: (id) =>
      find(id) ?? (settled?.isIntended(id) === true ? { begunAtMs: 0, touchedAtMs: undefined } : undefined),
  }
}
