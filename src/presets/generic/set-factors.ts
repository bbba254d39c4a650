import type { JsonValue } from '../../source/source-record.js'
import { isObject, readJsonCell } from '../vocabulary/read-json-cell.js'
import { readList } from '../vocabulary/read-list.js'
import { readText } from '../vocabulary/read-text.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { type GenericDraft, refuseCell } from './generic-draft.js'

/** `[{ type: 'Totp', secret }, { type: 'BackupCode', codes }]` or one of them; JSON text of these. */
export const setFactors = (draft: GenericDraft, value: JsonValue): void => {
  const cell = readJsonCell(value)
  for (const factor of Array.isArray(cell) ? cell : [cell]) setFactor(draft, factor)
}

const setFactor = (draft: GenericDraft, factor: JsonValue | undefined): void => {
  const { user } = draft
  const type = isObject(factor) ? readText(factor['type'])?.toLowerCase() : undefined
  if (!isObject(factor) || type === undefined) {
    refuseCell(draft, 'mfa', 'an array such as [{"type":"Totp","secret":"…"}]')
  } else if (type === 'totp') putTotp(user, factor['secret'] ?? null)
  else if (type === 'backupcode') user.mfa.push({ type: 'BackupCode', codes: readList(factor['codes']) })
  else user.losses.push({ kind: 'second_factor', detail: 'Logto imports TOTP and backup codes only.' })
}
