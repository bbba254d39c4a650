import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, Skip } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { RecordMapper } from './record-mapper.js'

const mappers = new WeakMap<PresetContext, RecordMapper>()

/** Of objects only the parts that speak of the account are read; what they become besides is thrown away. */
const isWanted = (path: string): boolean =>
  /^(?:is(?:Suspended|Active|Deleted)|accountStatus|suspendedUntil|activeUntil|(?:email|phone)(?:Verified(?:At)?|Unverified|Status)|verified(?:At|Status)?|unverified|primaryEmail|primaryPhone|customData\..*)$/.test(
    path,
  )

/**
 * What a record whose fields an application names as it likes says about the account and the proof of its addresses, by the
 * names and words that `generic` understands. Of the user only `isSuspended`, `emailVerified`, `phoneVerified` and the warnings
 * count.
 */
export const judgeAccount = (record: JsonObject, context: PresetContext): UserRecord | Skip => {
  let mapper = mappers.get(context)
  if (mapper === undefined) {
    // Columns are counted where the record is read.
    mapper = new RecordMapper({ ...context, fieldUse: undefined }, isWanted)
    mappers.set(context, mapper)
  }
  return mapper.map(record)
}
