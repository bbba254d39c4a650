import { expect, test } from 'vitest'
import { findPlaceholder } from '../../../src/password/recognise/placeholder-password.js'

const cases = (text: string): string[] => text.trim().split(/\s*[|\n]\s*/)

test.each(
  cases(`
    x | ! | * | !! | *0 | **** | •••••• | ∗∗∗∗ | ⚫⚫⚫ | ■■■ | - | -- | NULL | nil | NaN | N/A | undefined | *LK* | \\N | #N/A | #REF! | #DIV/0!
    [hidden] | <redacted> | (masked) | {DISABLED} | [[removed]] | <<NULL>> | ***hidden*** | -- removed -- | __REDACTED__ | "none" | !locked | !DISABLED!
    [masqué] | [gelöscht] | <verborgen> | (oculto) | [nascosto] | [ukryte] | [gizli] | [скрыто] | [Удалено] | （非公開） | 【非表示】 | [已隐藏] | «скрыт» | [dold] | [skrytý]
    [not exported] | [password] | <password hash> | [no password] | (not shown) | [Passwort nicht exportiert] | [SSO] | <external auth> | (via Google)
    not cached | no password | password not set | not set | not available | kein Passwort | sans mot de passe | sin contraseña | sem senha | senza password
    zonder wachtwoord | bez hasła | без пароля | şifre yok | password not exported | Passwort nicht gesetzt | nie ustawiono | не задан | não definida | non défini
  `),
)('%s is no password', (text) => {
  expect(findPlaceholder(text)).toBe('certain')
})

test.each(
  cases(`
    none | hidden | deleted | disabled | xxxxxx | ### | ... | gelöscht | inconnu | aucun | keins | geen | brak | нет | yok | 無 | なし | 未设置 | 없음
    SSO | ldap | google | oauth2 | saml | external | passwordless | LDAP user | via Google | SSO only | managed externally | password hidden | [Rauschenberg]
    P*****d | ****1234 | $2y$10$****************
  `),
)('%s may be one, and is likelier none', (text) => {
  expect(findPlaceholder(text)).toBe('likely')
})

test.each(
  cases(`
    password | secret | hash | Sommer2019 | hunter2 | correct horse battery staple | !abc | !Passwort | *Geheim | $ecret$1 | {abc}def | [brackets]9 | <3myDog
    letmein. | p@$$w0rd! | no name | my password | not today | admin:admin | private | user | 0815 | external7 | *2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19
    5f4dcc3b5aa765d61d8327deb882cf99 | {SSHA}abc | (c)2019 | Hidden-Valley | nonesuch | Марина | 密码
  `),
)('%s is none', (text) => {
  expect(findPlaceholder(text)).toBe(undefined)
})
