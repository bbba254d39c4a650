import { repeatInTurns } from '../take-turns.js'
import {
  boxPermutation,
  finalPermutation,
  initialPermutation,
  keyChoice1,
  keyChoice2,
  keyShifts,
  substitutionBoxes,
} from './des-tables.js'

/**
 * DES on one block, so often, with crypt(3)'s salt: a set bit of it changes two bits of the expansion for each other.
 * OpenSSL 3 has no DES alone, and none has the salt.
 *
 * @param key eight bytes; the lowest bit of each is not used
 * @param salt up to 24 bits; 0 is DES as everybody knows it
 */
export const encryptDes = async (key: Buffer, block: Buffer, salt = 0, times = 1): Promise<Buffer> => {
  const keys = scheduleKeys(key)
  const swap = reverse24(salt)
  const [high, low] = permute(block.readUInt32BE(0), block.readUInt32BE(4), initialPermutation)
  let left = high
  let right = low
  await repeatInTurns(times, () => {
    for (let round = 0; round < 16; round++) {
      const next = left ^ mix(right, keys[2 * round] ?? 0, keys[2 * round + 1] ?? 0, swap)
      left = right
      right = next
    }
    // The halves are exchanged behind the last round; between two runs the permutations cancel out.
    ;[left, right] = [right, left]
  })
  const [first, second] = permute(left, right, finalPermutation)
  const output = Buffer.alloc(8)
  output.writeUInt32BE(first >>> 0, 0)
  output.writeUInt32BE(second >>> 0, 4)
  return output
}

/** Each box gets six neighbouring bits of the half; those of boxes 1 to 4 are one number, of 5 to 8 the other. */
const mix = (half: number, keyHigh: number, keyLow: number, swap: number): number => {
  const high = expand(half, 5)
  const low = expand(half, 21)
  const changed = (high ^ low) & swap
  return substitute(high ^ changed ^ keyHigh, 0) ^ substitute(low ^ changed ^ keyLow, 4)
}

const expand = (half: number, turn: number): number =>
  (window(half, turn) << 18) |
  (window(half, turn + 4) << 12) |
  (window(half, turn + 8) << 6) |
  window(half, turn + 12)

const window = (half: number, turn: number): number => {
  const by = turn & 31
  return (by === 0 ? half : (half << by) | (half >>> (32 - by))) & 0x3f
}

const substitute = (bits: number, first: number): number =>
  (boxes[first]?.[bits >>> 18] ?? 0) |
  (boxes[first + 1]?.[(bits >>> 12) & 0x3f] ?? 0) |
  (boxes[first + 2]?.[(bits >>> 6) & 0x3f] ?? 0) |
  (boxes[first + 3]?.[bits & 0x3f] ?? 0)

/** Every box with the permutation behind it, for each of its 64 inputs. */
const boxes: readonly Int32Array[] = substitutionBoxes.map((box, at) =>
  Int32Array.from({ length: 64 }, (_, input) => {
    const row = ((input >>> 4) & 2) | (input & 1)
    const value = (box[row * 16 + ((input >>> 1) & 15)] ?? 0) << (28 - 4 * at)
    return boxPermutation.reduce((bits, from) => (bits << 1) | ((value >>> (32 - from)) & 1), 0)
  }),
)

/** Sixteen round keys of 48 bits, each in two numbers of 24. */
const scheduleKeys = (key: Buffer): Int32Array => {
  const bit = (at: number): number => ((key[(at - 1) >>> 3] ?? 0) >>> (7 - ((at - 1) & 7))) & 1
  let chosen = keyChoice1.map(bit)
  const keys = new Int32Array(32)
  for (const [round, shift] of keyShifts.entries()) {
    chosen = [...turn(chosen.slice(0, 28), shift), ...turn(chosen.slice(28), shift)]
    const bits = keyChoice2.map((at) => chosen[at - 1] ?? 0)
    keys[2 * round] = join(bits.slice(0, 24))
    keys[2 * round + 1] = join(bits.slice(24))
  }
  return keys
}

const turn = (bits: readonly number[], by: number): number[] => [...bits.slice(by), ...bits.slice(0, by)]

const join = (bits: readonly number[]): number => bits.reduce((sum, bit) => (sum << 1) | bit, 0)

const permute = (high: number, low: number, table: readonly number[]): [number, number] => {
  const bit = (at: number): number => (at <= 32 ? high >>> (32 - at) : low >>> (64 - at)) & 1
  return [join(table.slice(0, 32).map(bit)), join(table.slice(32).map(bit))]
}

const reverse24 = (salt: number): number => {
  let reversed = 0
  for (let at = 0; at < 24; at++) reversed |= ((salt >>> at) & 1) << (23 - at)
  return reversed
}
