import type { DigestForm, InputStep } from '../../password/recipe/hash-recipe.js'
import { computeHmac, type OpenDigest, openDigest } from './open-digest.js'

/** What the source gave its hash function in place of the password as it was typed. */
export const prepareInput = async (password: string, steps: readonly InputStep[]): Promise<Buffer> => {
  let text: string | undefined = password
  let bytes: Buffer = Buffer.from(password, 'utf8')
  for (const step of steps) {
    // Only what is still a text can be normalised or written in another encoding.
    const changed: string | Buffer = await takeStep(step, text, bytes)
    text = typeof changed === 'string' ? changed : undefined
    bytes = typeof changed === 'string' ? Buffer.from(changed, 'utf8') : changed
  }
  return bytes
}

const takeStep = async (
  step: InputStep,
  text: string | undefined,
  bytes: Buffer,
): Promise<string | Buffer> => {
  switch (step.step) {
    case 'prepend':
      return Buffer.concat([toBytes(step.value), bytes])
    case 'append':
      return Buffer.concat([bytes, toBytes(step.value)])
    case 'hash':
      return writeDigest((await requireDigest(step.algorithm)).compute([bytes]), step.as)
    case 'hmac':
      return writeDigest(computeHmac(await requireDigest(step.algorithm), toBytes(step.key), bytes), step.as)
    case 'keyed-hmac':
      return writeDigest(
        computeHmac(await requireDigest(step.algorithm), bytes, toBytes(step.message)),
        step.as,
      )
    case 'normalise':
      return text?.normalize(step.form) ?? bytes
    case 'encode':
      return text === undefined ? bytes : Buffer.from(text, step.encoding)
    case 'upper-case':
      return text?.toUpperCase() ?? bytes
    case 'until-nul': {
      const end = bytes.indexOf(0)
      return end === -1 ? bytes : bytes.subarray(0, end)
    }
  }
}

export const toBytes = (value: string | Uint8Array): Buffer =>
  typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value)

const writeDigest = (digest: Buffer, as: DigestForm): Buffer => {
  switch (as) {
    case 'bytes':
      return digest
    case 'upper-hex':
      return Buffer.from(digest.toString('hex').toUpperCase(), 'latin1')
    case 'hex':
    case 'base64':
      return Buffer.from(digest.toString(as), 'latin1')
  }
}

/** Recipes are judged before they are run; a name that nobody knows is a mistake of this program. */
export const requireDigest = async (name: string): Promise<OpenDigest> => {
  const digest = await openDigest(name)
  if (digest === undefined) throw new TypeError('The recipe names a hash function that nobody computes.')
  return digest
}
