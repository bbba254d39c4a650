import { MigrationError } from '../outcome/migration-error.js'
import { hashText } from '../spill/hash-text.js'
import type { PlannedRecord } from './record-planner.js'

/** One of several parts of an input, each driven by a process of its own. */
export interface Shard {
  /** From 1. */
  index: number
  count: number
}

const maxCount = 1000

/**
 * Reads `2/4`.
 *
 * @throws {MigrationError} `usage/shard_invalid`
 */
export const parseShard = (text: string): Shard => {
  const [, index, count] = (/^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? []).map(Number)
  if (index === undefined || count === undefined || index > count || count > maxCount) {
    throw new MigrationError(
      'usage',
      'shard_invalid',
      `--shard takes a part and the number of parts, such as 2/4 (at most ${maxCount}), got "${text.slice(0, 40)}"`,
    )
  }
  return { index, count }
}

/** `2/4` */
export const nameShard = ({ index, count }: Shard): string => `${index}/${count}`

/** `.shard-2-of-4`, behind the name of a run folder. */
export const suffixOfShard = ({ index, count }: Shard): string => `.shard-${index}-of-${count}`

/** Seed of the hash: part of the contract, since all machines and versions must come to the same shard. */
const seed = 0x5a4d

/**
 * Whether a record belongs to the shard: by the hash of its source key, so that a person stays in one shard
 * whatever the order of the input, in a newer export too. Records without a key go by their position.
 */
export const isInShard = (
  { index, count }: Shard,
  { sourceKey, ordinal }: Pick<PlannedRecord, 'sourceKey' | 'ordinal'>,
): boolean => {
  const number = sourceKey === undefined ? ordinal : hashText(sourceKey, seed).low
  return number % count === index - 1
}

/**
 * Lets through what belongs to the shard. All records are planned before, in every shard, so that the earlier of two
 * alike wins whichever shards they are in.
 */
export async function* takeShard(
  records: AsyncIterable<PlannedRecord[]>,
  shard: Shard,
): AsyncGenerator<PlannedRecord[]> {
  for await (const batch of records) {
    const own = batch.filter((record) => isInShard(shard, record))
    if (own.length > 0) yield own
  }
}
