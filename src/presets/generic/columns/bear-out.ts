import { madeRank } from './find-known-column.js'
import { readStateWord } from '../setters/state/state-words.js'
import { foldName } from './fold-name.js'
import type { ColumnTarget } from './resolve-column.js'
import type { TableEvidence } from './table-evidence.js'

const access =
  /access|login|logon|signin|account|zugang|zugriff|anmeld|konto|acces|compte|acceso|cuenta|acesso|conta|accesso|toegang|dostep|доступ|аккаунт|erisim|hesap|账号|帐号|账户|アカウント|계정/
const elsewhere = /subscri|plan|pay|bill|abo|order|kyc|mail|phone|news|level|type|role|contact|member/

/** `Portalzugang`: it speaks of coming in, and of nothing that is paid for. */
const isAccess = (column: string): boolean => {
  const name = foldName(column)
  return name.length <= 60 && access.test(name) && !elsewhere.test(name)
}

/** Nothing but words for states, of more than one kind. */
const holdsStates = (evidence: TableEvidence, column: string): boolean => {
  const states = new Set([...evidence.valuesOf(column).keys()].map(readStateWord))
  return states.size > 1 && !states.has(undefined)
}

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
  if (target?.isUnknown === true && isAccess(column) && holdsStates(evidence, column))
    return { path: ['accountStatus'], rank: madeRank }
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
