import type { ExportPart } from '../../export-source.js'
import { StaleCursor } from '../../stale-cursor.js'
import { VendorRefusal } from './vendor-refusal.js'

/**
 * Markers of pages live for an hour or a day. An export that is taken up later than that would be stuck for ever: the
 * part is read again from its beginning instead.
 */
export const withFreshStart = (part: ExportPart): ExportPart => ({
  ...part,
  read: async function* (from, signal) {
    let isFirst = true
    try {
      for await (const step of part.read(from, signal)) {
        isFirst = false
        yield step
      }
    } catch (error) {
      const isRefused =
        error instanceof VendorRefusal && (error.verdict === 'invalid' || error.verdict === 'absent')
      if (isFirst && from !== undefined && isRefused) throw new StaleCursor(part.name, { cause: error })
      throw error
    }
  },
})
