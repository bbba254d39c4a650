import type { RecordCodec } from '../spill/record-map.js'

/** A user as the passes before left them. */
export interface BaseUser {
  id: string
  /** Fingerprint of the plan; undefined when the user was left as they were, or cannot be compared. */
  print: string | undefined
  /** Number of the shape. */
  shape: number | undefined
  /** What was done beside the create: a set of `UnitSets`. */
  units: number
  /** False for users who were there before the run and were never changed by it. */
  isOurs: boolean
  /** Whether the newer export has them; set by whoever reads it. */
  isSeen: boolean
}

const hasPrint = 1
const hasShape = 2
const isOurs = 4
const isSeen = 8

const flagsAt = 0
const shapeAt = 1
const unitsAt = 5
const idLengthAt = 9
const idAt = 13

/** Flags, shape, units, the id, and the fingerprint to the end. */
export const createBaseUserCodec = (): RecordCodec<BaseUser> => {
  let bytes = Buffer.alloc(512)
  return {
    encode: ({ id, print, shape, units, ...is }) => {
      const most = idAt + (id.length + (print?.length ?? 0)) * 3
      if (most > bytes.length) bytes = Buffer.alloc(most)
      bytes[flagsAt] =
        (is.isSeen ? isSeen : 0) |
        (is.isOurs ? isOurs : 0) |
        (print === undefined ? 0 : hasPrint) |
        (shape === undefined ? 0 : hasShape)
      bytes.writeUInt32LE(shape ?? 0, shapeAt)
      bytes.writeUInt32LE(units, unitsAt)
      const idEnd = idAt + bytes.write(id, idAt, 'utf8')
      bytes.writeUInt32LE(idEnd - idAt, idLengthAt)
      const end = idEnd + bytes.write(print ?? '', idEnd, 'utf8')
      return bytes.subarray(0, end)
    },
    decode: (from) => {
      const flags = from[flagsAt]!
      const idEnd = idAt + from.readUInt32LE(idLengthAt)
      return {
        id: from.toString('utf8', idAt, idEnd),
        print: flags & hasPrint ? from.toString('utf8', idEnd) : undefined,
        shape: flags & hasShape ? from.readUInt32LE(shapeAt) : undefined,
        units: from.readUInt32LE(unitsAt),
        isOurs: (flags & isOurs) !== 0,
        isSeen: (flags & isSeen) !== 0,
      }
    },
  }
}
