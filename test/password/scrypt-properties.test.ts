import { scryptSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { byteSalt, checkSound, password, textSalt } from './sound-conversion.js'
import type { Stored } from './sound-conversion.js'

const scryptSpec = fc.record({
  password,
  text: textSalt,
  bytes: byteSalt,
  costLog2: fc.integer({ min: 1, max: 8 }),
  blockSize: fc.integer({ min: 1, max: 4 }),
  parallelism: fc.constantFrom(1, 1, 1, 2),
  keyLength: fc.integer({ min: 16, max: 80 }),
})

type ScryptSpec = typeof scryptSpec extends fc.Arbitrary<infer T> ? T : never

const scryptKeyOf = (spec: ScryptSpec, salt: string | Buffer): Buffer =>
  scryptSync(spec.password, salt, spec.keyLength, {
    N: 2 ** spec.costLog2,
    r: spec.blockSize,
    p: spec.parallelism,
  })

describe('scrypt', () => {
  const costOf = (spec: ScryptSpec): string => `r=${spec.blockSize},p=${spec.parallelism}`
  const stores: [string, (spec: ScryptSpec) => Stored][] = [
    [
      'kratos, where ln is N',
      (spec) => ({
        source: 'kratos',
        sourceHash: `$scrypt$ln=${2 ** spec.costLog2},${costOf(spec)}$${spec.bytes.toString('base64')}$${scryptKeyOf(spec, spec.bytes).toString('base64')}`,
      }),
    ],
    [
      'zitadel, where ln is log2 N',
      (spec) => ({
        source: 'zitadel',
        sourceHash: `$scrypt$ln=${spec.costLog2},${costOf(spec)}$${spec.bytes.toString('base64')}$${scryptKeyOf(spec, spec.bytes).toString('base64')}`,
      }),
    ],
    [
      'node-scrypt, text salt',
      (spec) => ({
        source: 'node-scrypt',
        sourceHash: scryptKeyOf(spec, spec.text).toString('hex'),
        params: {
          salt: spec.text,
          saltEncoding: 'utf8',
          N: 2 ** spec.costLog2,
          r: spec.blockSize,
          p: spec.parallelism,
          hashEncoding: 'hex',
        },
      }),
    ],
    [
      'django',
      (spec) => {
        const salt = spec.text.replaceAll('$', '')
        return {
          source: 'django',
          sourceHash: `scrypt$${2 ** spec.costLog2}$${salt}$${spec.blockSize}$${spec.parallelism}$${scryptKeyOf(spec, salt).toString('base64')}`,
        }
      },
    ],
    [
      'werkzeug',
      (spec) => {
        const salt = spec.text.replaceAll('$', '')
        return {
          source: 'werkzeug',
          sourceHash: `scrypt:${2 ** spec.costLog2}:${spec.blockSize}:${spec.parallelism}$${salt}$${scryptKeyOf(spec, salt).toString('hex')}`,
        }
      },
    ],
    [
      'spring',
      (spec) => ({
        source: 'spring',
        sourceHash: `{scrypt}$${(spec.costLog2 * 65_536 + spec.blockSize * 256 + spec.parallelism).toString(16).padStart(5, '0')}$${spec.bytes.toString('base64')}$${scryptKeyOf(spec, spec.bytes).toString('base64')}`,
      }),
    ],
  ]

  it.each(stores)('%s', async (_title, store) => {
    await checkSound(
      scryptSpec.filter(({ costLog2, blockSize }) => costLog2 < 16 * blockSize),
      (spec) => spec.password,
      store,
      100,
    )
  })
})
