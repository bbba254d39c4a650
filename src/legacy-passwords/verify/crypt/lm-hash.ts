import { encryptDes } from './des-block.js'

const message = Buffer.from('KGS!@#$%', 'latin1')

/** LAN Manager: fourteen upper-case characters in two halves, each the key of a DES. */
export const hashLm = async (password: string): Promise<Buffer> => {
  const characters = Buffer.alloc(14)
  Buffer.from(password.toUpperCase(), 'latin1').copy(characters)
  const halves = [characters.subarray(0, 7), characters.subarray(7)]
  return Buffer.concat(await Promise.all(halves.map((half) => encryptDes(spreadKey(half), message))))
}

/** Seven bytes over eight, the lowest bit of each unused. */
const spreadKey = (half: Buffer): Buffer => {
  const bits = BigInt(`0x${half.toString('hex')}`)
  return Buffer.from(Array.from({ length: 8 }, (_, at) => Number((bits >> BigInt(49 - 7 * at)) & 0x7fn) << 1))
}
