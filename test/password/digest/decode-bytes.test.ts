import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  base64ByteLength,
  canonicalBase64,
  decodeBase64,
  decodeHex,
  decodeSized,
  decodeUtf8,
  isWellFormed,
} from '../../../src/password/digest/decode-bytes.js'

const anyBytes = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))

describe('base64', () => {
  it('reads every alphabet, padded or not', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const standard = bytes.toString('base64')
        const unpadded = standard.replace(/=+$/, '')
        for (const text of [standard, unpadded, bytes.toString('base64url'), unpadded.replaceAll('+', '.')]) {
          expect(decodeBase64(text)).toEqual(bytes)
          expect(canonicalBase64(text)).toBe(standard)
        }
        expect(base64ByteLength(standard)).toBe(bytes.length)
      }),
    )
  })

  it.each([
    ['a blank', 'YWJj ZGVm'],
    ['a line break', 'YWJj\nZGVm'],
    ['a foreign character', 'YW*j'],
    ['a letter outside ASCII', 'YWäj'],
    ['one character too many', 'YWJjZ'],
    ['padding in the middle', 'YW==YWJj'],
    ['too little padding', 'YQ='],
    ['too much padding', 'YWI=='],
    ['both alphabets at once', 'ab+_'],
    ['both ways to write 62', 'ab+.'],
  ])('refuses %s', (_title, text) => {
    expect(decodeBase64(text)).toBeUndefined()
    expect(canonicalBase64(text)).toBeUndefined()
  })
})

describe('hex', () => {
  it('reads both cases', () => {
    expect(decodeHex('00fFaB')).toEqual(Buffer.from([0, 255, 171]))
  })

  it.each(['0', 'abc', '0x00', 'zz', 'ab cd', 'ab\n'])('refuses %j', (text) => {
    expect(decodeHex(text)).toBeUndefined()
  })

  it('tells hex from base64 by the size of the digest', () => {
    const digest = Buffer.alloc(16, 7)
    expect(decodeSized(digest.toString('hex'), 16)).toEqual(digest)
    expect(decodeSized(digest.toString('base64'), 16)).toEqual(digest)
    expect(decodeSized(digest.toString('base64'), 20)).toBeUndefined()
  })
})

describe('UTF-8', () => {
  it('gives text only for bytes that are exactly its encoding', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const text = decodeUtf8(bytes)
        expect(text === undefined || Buffer.from(text, 'utf8').equals(bytes)).toBe(true)
      }),
    )
  })

  it('keeps a byte order mark', () => {
    expect(decodeUtf8(Buffer.from('\uFEFFx'))).toBe('\uFEFFx')
  })

  it.each([
    ['\ud800', false],
    ['a\udc00b', false],
    ['😀', true],
    ['', true],
  ])('knows whether %j can be written', (text, expected) => {
    expect(isWellFormed(text)).toBe(expected)
  })
})
