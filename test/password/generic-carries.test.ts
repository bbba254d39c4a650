import { describe, expect, it } from 'vitest'
import { convertPassword } from '../../src/password/convert-password.js'
import { passwordReasonKind } from '../../src/password/password-reasons.js'
import { hashVectors } from './hash-vectors.js'

/** What the text does not show and only the source knows: hashes over another hash, plaintext by a standard. */
const invisible = new Set(['meteor-259', 'ldap-205'])

const texts = hashVectors.filter(({ id, sourceHash }) => typeof sourceHash === 'string' && !invisible.has(id))

describe('generic carries what every system carries for the same string', () => {
  it('has vectors to try', () => expect(texts.length).toBeGreaterThan(180))

  it.each(texts)('$id, or asks', ({ source, sourceHash, params }) => {
    const there = convertPassword(source, sourceHash, params)
    const here = convertPassword('generic', sourceHash, params)
    if ('reason' in here && passwordReasonKind(here.reason) !== 'impossible') {
      // No digest that could be wrong: the question, or the refusal of a damaged value, is named.
      expect(here.message).not.toBe('')
    } else expect(strip(here)).toEqual(strip(there))
  })

  const whole = /^(?:\$(?!pbkdf2-sha(?:224|384))|\{(?!"))/
  it.each(texts.filter(({ sourceHash }) => whole.test(String(sourceHash))))(
    '$id identically, for its string says everything',
    ({ source, sourceHash, params }) => {
      const there = convertPassword(source, sourceHash, params)
      if (!('reason' in there)) expect(convertPassword('generic', sourceHash, params)).toEqual(there)
    },
  )
})

/** The detail may differ where the verdict is the same. */
const strip = (conversion: ReturnType<typeof convertPassword>) =>
  'reason' in conversion ? conversion.reason : conversion
