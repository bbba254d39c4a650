import { foldName } from '../fold-name.js'
import { listNames } from '../list-names.js'
import { findWords, isMadeOf } from './made-of-words.js'
import { rememberNames } from './remember-names.js'
import { accountWords, fillWords, noWords, sinceWords, statusNouns } from './state-name-words.js'

/** What a column says about whether an address is proved; `verified…` is about the address beside it. */
export interface VerifiedName {
  path: `${'email' | 'phone'}${Saying}` | `verified${'' | 'At' | 'Status'}` | 'unverified'
  rank: number
}

type Saying = 'Verified' | 'VerifiedAt' | 'Unverified' | 'Status'

/** Behind the names that are listed. */
const rank = 60

const list = (text: string): string[] => [...new Set(listNames(text).map(foldName))]

const emailWords: readonly string[] = list(`
  email, emails, mail, email address, mail address, primary email, E-Mail-Adresse, Mailadresse, courriel, adresse e-mail, adresse mail, correo, correo
  electrónico, e-mailadres, endereço de e-mail, indirizzo email, posta, poczta, adres email, почта, почты, эл. почта, имейл, e-posta, 邮箱, 邮件, 電子郵件, メール, メールアドレス, 이메일, e-post`)

const phoneWords: readonly string[] = list(`
  phone, phone number, mobile, mobile number, mobile phone, cell, cell phone, tel, telephone, sms, primary phone, Telefon, Telefonnummer, Handy, Handynummer, Mobilnummer,
  téléphone, numéro de téléphone, teléfono, móvil, celular, telefone, telefono, cellulare, telefoon, telefoonnummer, numer telefonu, телефон, телефона, номер телефона, cep telefonu, 手机, 手机号, 电话, 電話, 電話番号, 携帯, 전화, 휴대폰`)

const provedWords: readonly string[] = list(`
  verified, confirmed, validated, verify, verifiziert, bestätigt, validiert, vérifié, vérifiée, confirmé, confirmée, validé, validée, verificado, verificada, confirmado, confirmada,
  validado, verificato, verificata, confermato, confermata, geverifieerd, bevestigd, zweryfikowany, zweryfikowane, zweryfikowana, potwierdzony, potwierdzone, подтвержден, подтверждён, подтверждена, подтверждено, верифицирован,
  doğrulandı, doğrulanmış, onaylandı, onaylı, onaylanmış, doğrulandı mı, onaylı mı, onaylandı mı, 已验证, 验证, 已確認, 認証済み, 認証, 確認済み, 検証済み, 인증, 인증됨`)

/** A proof that may be under way: alone only their words say something. */
const proofNouns: readonly string[] = list(`
  verification, confirmation, validation, Bestätigung, Verifizierung, vérification, verificación, confirmación, verificação, confirmação, verifica, conferma, verificatie, bevestiging, weryfikacja, weryfikacji, potwierdzenia, подтверждение, подтверждения, doğrulama`)

const fill: ReadonlySet<string> = new Set([
  ...accountWords,
  ...fillWords,
  ...list('address, number, Adresse, Nummer, numéro, dirección, número, 地址, 号码, 番号, 주소, 번호'),
])
const withSince: ReadonlySet<string> = new Set([...fill, ...sinceWords])
const states: readonly string[] = statusNouns
const negations = [...noWords].sort((a, b) => b.length - a.length)
const cores = [...new Set([...provedWords, ...proofNouns])].sort((a, b) => b.length - a.length)
const nouns: ReadonlySet<string> = new Set(proofNouns)

/**
 * What a name says that is made of the usual words: `isMailConfirmed`, `courriel vérifié`, `email_verification_status`. Every
 * letter must belong to one, so that `verification_code`, `confirmation_sent_at` and `age_verified` say nothing.
 *
 * @param name folded
 */
export const readVerifiedName = rememberNames((name): VerifiedName | undefined => {
  const status = states.find((word) => name.endsWith(word))
  if (status !== undefined) {
    const owner = name.slice(0, -status.length)
    if (emailWords.includes(owner)) return { path: 'emailStatus', rank }
    if (phoneWords.includes(owner)) return { path: 'phoneStatus', rank }
  }
  for (const { word, before, behind } of findWords(name, cores)) {
    const path = readAround(word, cutOwner(before, behind))
    if (path !== undefined) return { path, rank }
  }
  return undefined
})

interface Around {
  owner: 'email' | 'phone' | undefined
  before: string
  behind: string
}

/** Whose proof it is, with the words around it: once on either side. */
const cutOwner = (before: string, behind: string): Around => {
  for (const [owner, words] of owners) {
    for (const word of words) {
      const front = before.indexOf(word)
      if (front >= 0)
        return { owner, before: before.slice(0, front) + before.slice(front + word.length), behind }
      const back = behind.indexOf(word)
      if (back >= 0)
        return { owner, before, behind: behind.slice(0, back) + behind.slice(back + word.length) }
    }
  }
  return { owner: undefined, before, behind }
}

const byLength = (words: readonly string[]): string[] => [...words].sort((a, b) => b.length - a.length)
const owners = [
  ['email', byLength(emailWords)],
  ['phone', byLength(phoneWords)],
] as const

const readAround = (word: string, { owner, before, behind }: Around): VerifiedName['path'] | undefined => {
  const isNegated = !isMadeOf(before, withSince)
  const front = isNegated ? cutNegation(before) : before
  if (front === undefined || !isMadeOf(front, withSince) || !isMadeOf(behind, withSince)) return undefined
  const isMoment = !isMadeOf(front, fill) || !isMadeOf(behind, fill)
  const isStatus = states.some((state) => behind.endsWith(state))
  if (isNegated) {
    if (isMoment || isStatus) return undefined
    return owner === undefined ? 'unverified' : `${owner}Unverified`
  }
  if (isStatus) return `${owner ?? 'verified'}Status`
  // A proof that is named says something where its values do.
  if (nouns.has(word) && !isMoment && owner === undefined) return 'verifiedStatus'
  if (owner === undefined) return isMoment ? 'verifiedAt' : 'verified'
  return isMoment ? `${owner}VerifiedAt` : `${owner}Verified`
}

const cutNegation = (before: string): string | undefined => {
  const negation = negations.find((word) => before.endsWith(word))
  return negation === undefined ? undefined : before.slice(0, -negation.length)
}
