import type { JsonValue } from '../../../source/source-record.js'
import { readBoolean } from '../../vocabulary/cells/read-boolean.js'
import { readText } from '../../vocabulary/cells/read-text.js'
import { readTimestamp } from '../../vocabulary/cells/read-timestamp.js'
import { foldName } from '../columns/fold-name.js'
import { listNames } from '../columns/list-names.js'
import { looksLikeDate } from './date-setter.js'

const list = (text: string): ReadonlySet<string> => new Set(listNames(text).map(foldName))

const yesWords = list(`
  verified, confirmed, validated, approved, email verified, phone verified, verifiziert, bestätigt, validiert, vérifié, vérifiée, confirmé, confirmée, validé, verificado, verificada,
  confirmado, confirmada, validado, verificato, verificata, confermato, confermata, geverifieerd, bevestigd, zweryfikowany, zweryfikowane, potwierdzony, potwierdzone,
  подтвержден, подтверждён, подтверждена, подтверждено, верифицирован, doğrulandı, doğrulanmış, onaylandı, onaylı, 已验证, 已確認, 已确认, 已認證, 认证, 已认证, 認証済み, 認証済, 済, 済み, 完了, 완료, 已完成, 確認済み, 確認済, 検証済み, 인증, 인증됨, 인증완료`)

/** They are about a proof, and there is none. */
const noWords = list(`
  pending, waiting, awaiting, awaiting confirmation, pending verification, verification pending, invited, sent, requested, ausstehend, offen, en attente, pendiente, pendente, in attesa, in behandeling, oczekuje,
  oczekujący, ожидает, bekliyor, beklemede, doğrulanmadı, onaylanmadı, 待验证, 未验证, 未, 未済, 未完了, 미완료, 未完成, 未認証, 未確認, 確認待ち, 미인증, 대기`)

/** `unverified`, `not confirmed`, `nicht bestätigt`, `не подтвержден`: what is proved, with a no before it. */
const negation = /^(?:un|not?|non|nicht|nao|niet|nie|ne|не|未|미)/

/** What a word says about a proof; undefined when it is about something else. */
export const readVerifiedWord = (value: JsonValue): boolean | undefined => {
  const text = readText(value)
  if (text === undefined || text.length > 40) return undefined
  const word = foldName(text)
  if (yesWords.has(word)) return true
  if (noWords.has(word)) return false
  return negation.test(word) && yesWords.has(word.replace(negation, '')) ? false : undefined
}

/** Whether an address is proved; undefined for what does not say so, and does not plainly deny it either. */
export const readVerified = (value: JsonValue): boolean | undefined => {
  const flag = readBoolean(value)
  if (flag !== undefined) return flag
  if (hasMoment(value)) return true
  return readVerifiedWord(value) ?? (isPlainNo(value) ? false : undefined)
}

const isPlainNo = (value: JsonValue): boolean =>
  /^(?:un\w+|not[ _-]\w+|none|null|\(null\)|nan|never|0{4}-.*|0001-.*|1970-01-01.*)$/i.test(
    readText(value)?.trim() ?? '',
  )

/** The first second of 1970 is how a table of numbers says never. */
const hasMoment = (value: JsonValue): boolean => {
  const moment = readTimestamp(value)
  if (moment === undefined) return looksLikeDate(readText(value) ?? '')
  return !moment.startsWith('1970-01-01T00:00:0') && readText(value)?.trim() !== '-1'
}
