import { madeRank } from './find-known-column.js'
import type { ColumnTarget } from './resolve-column.js'
import type { TableEvidence } from './table-evidence.js'

const shapes: { readonly [path: string]: RegExp } = {
  primaryEmail: /@/,
  primaryPhone: /(?:\d[^\d]{0,3}){6}/,
}

/** What a name seems to say, where its values bear it out: `email_private` may hold addresses, or say whether one is shown. */
export const bearOut = (
  target: ColumnTarget | undefined,
  column: string,
  evidence: TableEvidence,
): ColumnTarget | undefined => {
  if (target?.rank === madeRank && target.path[0] === 'id') {
    // Of two people with one number, it is neither's.
    return evidence.isUnique(column) ? target : { path: ['customData', column], rank: 0, isUnknown: true }
  }
  const shape = target?.rank === madeRank ? shapes[target.path[0] ?? ''] : undefined
  const texts = shape === undefined ? [] : [...evidence.valuesOf(column).keys()]
  if (shape === undefined || texts.length === 0 || texts.some((text) => shape.test(text.slice(0, 100))))
    return target
  return { path: ['customData', column], rank: 0, isUnknown: true }
}
