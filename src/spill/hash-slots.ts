/** Words of 32 bits per entry: the two halves of the hash, and the ordinal. */
export const entryWords = 3

/** Above this share of its slots a table is full: beyond it, searches for what is not there get long. */
export const fullestLoad = 0.8

/**
 * Entries of an open-addressing hash table with linear probing, one after the other. A `high` of 0 is an empty
 * slot.
 */
export type Slots = Uint32Array<ArrayBuffer>

export const createSlots = (capacity: number): Slots => new Uint32Array(capacity * entryWords)

/** Where the search for a hash begins: an offset in words. The capacity need not be a power of two. */
export const homeOf = (low: number, wordCount: number): number =>
  Math.floor((low / 0x1_0000_0000) * (wordCount / entryWords)) * entryWords

/** The ordinal stored under a hash; 0 when there is none. */
export const findSlot = (slots: Slots, high: number, low: number): number => {
  for (let at = homeOf(low, slots.length); ;) {
    const present = slots[at]
    if (present === 0) return 0
    if (present === high && slots[at + 1] === low) return slots[at + 2]!
    at += entryWords
    if (at === slots.length) at = 0
  }
}

/** Stores a hash that is not there; there must be an empty slot. */
export const fillSlot = (slots: Slots, high: number, low: number, ordinal: number): void => {
  let at = homeOf(low, slots.length)
  while (slots[at] !== 0) {
    at += entryWords
    if (at === slots.length) at = 0
  }
  slots[at] = high
  slots[at + 1] = low
  slots[at + 2] = ordinal
}

/** Stores every entry of one table in another. */
export const copyEntries = (from: Slots, to: Slots): void => {
  for (let at = 0; at < from.length; at += entryWords) {
    if (from[at] !== 0) fillSlot(to, from[at]!, from[at + 1]!, from[at + 2]!)
  }
}
