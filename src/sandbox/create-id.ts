import type { SeededRandom } from './seeded-random.js'

const blockLength = 6
const blockSize = 36 ** blockLength

/** An id as Logto makes them: `length` characters of [0-9a-z]; users and organizations have 12, others 21. */
export const createId = (random: SeededRandom, length: number): string => {
  let id = ''
  while (id.length < length) {
    id += Math.floor(random() * blockSize)
      .toString(36)
      .padStart(blockLength, '0')
  }
  return id.slice(0, length)
}
