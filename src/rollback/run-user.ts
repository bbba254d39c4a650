import type { RecordCodec } from '../spill/record-map.js'

/** When the run last wrote to a user that it created, milliseconds since the start of the run. */
export interface RunUser {
  begunAtMs: number
  /** Undefined: not since the create. */
  touchedAtMs: number | undefined
}

/** Two times; no number: undefined. */
export const createRunUserCodec = (): RecordCodec<RunUser> => {
  const bytes = Buffer.alloc(16)
  return {
    encode: ({ begunAtMs, touchedAtMs }) => {
      bytes.writeDoubleLE(begunAtMs, 0)
      bytes.writeDoubleLE(touchedAtMs ?? NaN, 8)
      return bytes
    },
    decode: (from) => {
      const touchedAtMs = from.readDoubleLE(8)
      return {
        begunAtMs: from.readDoubleLE(0),
        touchedAtMs: Number.isNaN(touchedAtMs) ? undefined : touchedAtMs,
      }
    },
  }
}
