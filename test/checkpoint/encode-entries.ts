import type { CheckpointEntry } from '../../src/checkpoint/entry.js'
import { LineChain } from '../../src/checkpoint/lines/entry-line.js'

/** A whole checkpoint, in the format that its header names. */
export const encodeEntries = (entries: readonly CheckpointEntry[]): string[] => {
  const [first] = entries
  const chain = new LineChain(first?.t !== 'run' || first.format > 1)
  return entries.map((entry) => chain.encode(entry))
}

/** The text of a checkpoint without the lines that `isLeftOut` names by their type, chained anew. */
export const leaveOut = (text: string, types: readonly string[]): string => {
  const chain = new LineChain(true)
  const entries = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      // The checksum goes: the lines get new ones.
      const { c: _checksum, ...entry } = JSON.parse(line) as CheckpointEntry & { c: string }
      return entry
    })
  return entries
    .filter(({ t }) => !types.includes(t))
    .map((entry) => chain.encode(entry))
    .join('')
}
