import { describe, expect, it } from 'vitest'
import { convertPassword } from '../../src/password/convert-password.js'
import { verifyDigest } from '../../src/password/digest/verify-digest.js'

const bcryptTail = 'abcdefghijklmnopqrstuulgxlZM5zJaCfDcNsewu61tjcaoXupWi'

describe('published vectors', () => {
  it.each([
    [
      'libxcrypt $7$',
      '$7$C6..../....SodiumChloride$kBGj9fHznVYFQMEn/qDCfrDevf9YDtcDdKvEqHJLV8D',
      'pleaseletmein',
    ],
    ['passlib $p5k2$ (dlitz)', '$p5k2$2710$.pPqsEwHD7MiECU0$b8TQ5AMQemtlaSgegw5Je.JBE3QQhLbO', 'password'],
    ['passlib $p5k2$ (cta)', '$p5k2$2710$oX9ZZOcNgYoAsYL-8bqxKg==$AU2JLf2rNxWoZxWxRCluY0u6h6c=', 'password'],
  ])('%s', async (_title, sourceHash, password) => {
    const conversion = convertPassword('generic', sourceHash, {})
    if (!('passwordDigest' in conversion)) return expect.unreachable()
    const { passwordAlgorithm, passwordDigest } = conversion
    expect(await verifyDigest(passwordAlgorithm, passwordDigest, password)).toBe(true)
    expect(await verifyDigest(passwordAlgorithm, passwordDigest, 'wrong')).toBe(false)
  })
})

describe('bcrypt in parts', () => {
  it.each([
    ['MediaWiki', 'mediawiki', `:bcrypt:5$${bcryptTail.slice(0, 22)}$${bcryptTail.slice(22)}`, '$2y$05$'],
    ['MediaWiki joined', 'mediawiki', `:bcrypt:5$${bcryptTail}`, '$2y$05$'],
    [
      'Okta',
      'okta',
      { algorithm: 'BCRYPT', workFactor: 5, salt: bcryptTail.slice(0, 22), value: bcryptTail.slice(22) },
      '$2a$05$',
    ],
    ['Akamai', 'akamai', { type: 'password-bcrypt', value: `$2b$05$${bcryptTail}` }, '$2b$05$'],
    ['Dovecot', 'ldap', `{BLF-CRYPT}$2y$05$${bcryptTail}`, '$2y$05$'],
  ])('%s', (_title, source, sourceHash, start) => {
    expect(convertPassword(source, sourceHash, {})).toEqual({
      passwordAlgorithm: 'Bcrypt',
      passwordDigest: `${start}${bcryptTail}`,
    })
  })

  it('AdonisJS, from the bytes', () => {
    const alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
    const standard = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    const plain = [...bcryptTail].map((character) => standard[alphabet.indexOf(character)]).join('')
    for (const version of ['v=98$', 'v=97$', '']) {
      const stored = `$bcrypt$${version}r=5$${plain.slice(0, 22)}$${plain.slice(22)}`
      expect(convertPassword('adonisjs', stored, {})).toEqual({
        passwordAlgorithm: 'Bcrypt',
        passwordDigest: `$2b$05$${bcryptTail}`,
      })
    }
  })
})
