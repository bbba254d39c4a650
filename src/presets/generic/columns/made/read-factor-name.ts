import { foldName } from '../fold-name.js'
import { listNames } from '../list-names.js'
import { isMadeOf, longestMadeName } from './made-of-words.js'

const list = (text: string): readonly string[] => listNames(text).map(foldName)

const factorWords = list(`
  mfa, 2fa, two fa, two factor, two factors, two step, 2 step, 2 factor, multi factor, totp, otp, authenticator, google authenticator, authenticator app, webauthn, fido, fido2, u2f, passkey, passkeys,
  security key, security keys, yubikey, yubikeys, second factor, zwei faktor, double facteur, doble factor, dois fatores, due fattori, 二要素認証, 双重认证, 两步验证, 2단계 인증`)

const around = list(`
  is, has, use, uses, using, enabled, enable, enabling, active, activated, activation, on, off, at, date, time, type, types, method, methods, status, state, keys, key count, device, devices,
  credential, credentials, count, registered, enrolled, enrollment, setup, set up, configured, verified, auth, authentication, verification, factor, factors, user, account, login, app, sms, email, phone, by, via, with, aktiv, aktiviert, activé, activo, ativo, attivo`)

const all: ReadonlySet<string> = new Set([...factorWords, ...around])

/**
 * Whether a name that is made of the usual words says that there is a second factor: `mfa_type`, `sms_2fa`, `authenticator_enabled`. A
 * policy (`mfa_required`) and what is a secret (`otp_secret`, `otp_key`) are none.
 *
 * @param name folded
 */
export const isFactorName = (name: string): boolean =>
  name.length <= longestMadeName && factorWords.some((word) => name.includes(word)) && isMadeOf(name, all)
