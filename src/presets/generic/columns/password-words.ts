import { foldText } from '../../../secrets/fold-name.js'

const fold = (words: string): string[] => foldText(words).split(' ')

/**
 * What people call a password: without case, accents, blanks, dots, dashes and underscores. Longer words come first
 * where one begins another.
 */
export const passwordWords: readonly string[] = fold(
  // English, and what is left of it in column names
  'passwords password passwrd passwd passphrase passwort passworter passord passwor pswd pwd psw pass pw ' +
    // other languages
    'kennwort motdepasse mdp contraseña contraseñas contrasenia contrasena contrasenya clave senha palavrapasse wachtwoord lösenord adgangskode kodeord ' +
    'salasana lykilorð hasło hasła heslo hesla jelszó parolă parola parolası parole parool slaptažodis lozinka zaporka geslo şifre şifresi katasandi sandi matkhau mậtkhẩu ' +
    'пароль пароля пароли парола лозинка κωδικόςπρόσβασης κωδικός συνθηματικό סיסמה סיסמא كلمةالمرور كلمةالسر رمزعبور पासवर्ड รหัสผ่าน ' +
    '密码 密碼 口令 mima パスワード 暗証番号 비밀번호 암호',
)

/** What a word says about the form of the value: `hash` is never plaintext, `plain` always is. */
export type PasswordForm = 'any' | 'hash' | 'plain'

const byForm = (lists: Readonly<Record<PasswordForm, string>>): ReadonlyMap<string, PasswordForm> =>
  new Map(
    (['any', 'hash', 'plain'] as const).flatMap((form) =>
      fold(lists[form]).map((word): [string, PasswordForm] => [word, form]),
    ),
  )

/** Links and owners, before or after: `hash_del_password`, `password_of_user`, `mdp_utilisateur`. */
const owners =
  'user users usr account accounts acct member members customer customers client clients person people employee student staff player patient teacher subscriber guest contact profile ' +
  'portal web website site shop store online internet intranet frontend backend app login logon auth credential credentials of the for de du del des da do di della dello van ' +
  'benutzer nutzer kunden mitglieds konto zugangs anmelde utilisateur compte membre usuario cuenta cliente utilizador conta utente gebruiker gebruikers klant uzytkownika klienta ' +
  'kullanici musteri пользователя клиента 用户 用戶 登录 登錄 账号 帐号 会員 ユーザー ユーザ ログイン 사용자 로그인 회원'

const hashed =
  'hash hashed hashes hashvalue hashstring digest encrypted encryptd encoded enc encr crypted crypt cipher salted secure bcrypt md5 sha sha1 sha256 sha384 sha512 ssha argon2 argon2id argon scrypt pbkdf2 phc ' +
  'gehasht gehashed gehashtes verschlusselt verschluesselt verschlusseltes hache hachee chiffre crypte cryptee cifrada cifrado encriptada encriptado hasheada hasheado criptografada crittografata ' +
  'versleuteld gehashte zahashowane zaszyfrowane skrot hashi ozeti karmasi хеш хэш хешированныи зашифрованныи 哈希 哈希值 散列 散列值 加密 ハッシュ ハッシュ値 暗号化 해시 해시값 암호화'

const plain = 'plain plaintext cleartext clear unencrypted klartext'

/** Before the word: whose it is, or in what form. */
export const wordsBefore = byForm({
  any: `${owners} u my db stored current x f str txt ht unicode local primary main`,
  hash: `${hashed} nt lm ntlm sambant sambalm nthash`,
  plain,
})

/** After the word: in what form, or whose it is. Anything else (`id`, `changedat`, `hint`) makes it another thing. */
export const wordsAfter = byForm({ any: `${owners} value text string field 1`, hash: hashed, plain })
