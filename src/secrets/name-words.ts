import { foldText } from './fold-name.js'
import { looseWords, personalWords, weakWords } from './weak-words.js'

/** What a word says in the name of a field. A word can say several things: a reset token, a token's reset. */
export const roles = {
  /** A password or its like: secret whatever stands beside it, but for words of state. */
  hard: 1,
  /** Secret when it is what the name is about: `token`, not `token_symbol`. */
  soft: 2,
  /** Secret beside a word such as `api` or `recovery`: `key`, `code`, `answer`; see `weakWords`. */
  weak: 4,
  /** Says that the name tells when, whether or how many: `password_changed_at`. */
  state: 16,
  /** The same in front: `has_password`, `last_password_reset`. */
  lead: 32,
  /** May stand beside a secret without changing what the name is about: `user`, `old`, `encrypted`. */
  filler: 64,
  /** Known so that nothing is read into it: `passport`, `compass`, `keyboard`. */
  open: 128,
} as const

/** Words by role. Without accents, as `foldText` leaves them. */
const lists: readonly (readonly [role: number, words: string])[] = [
  [
    roles.hard,
    'password passwd passwort pword passphrase passcode pwd pw psw pswd pssw passwrd passwor secretkey privatekey ' +
      'kennwort kennworter passworter losungswort geheimzahl geheimnummer ' +
      'motdepasse mdp motpasse ' +
      'cvv cvc contrasena contrasenia contrasenya contrasenas palabrasecreta ' +
      'senha palavrapasse palavrasecreta ' +
      'paroladordine parolasegreta wachtwoord wachtwoorden toegangswoord ' +
      'haslo hasla hasel hasle ' +
      'parol parolya kodovoeslovo sifre sifresi parolasi ' +
      'mima kouling miyao siyao pasuwado bimilbeonho ' +
      'пароль пароля пароли паролю паролем кодовоеслово пинкод ' +
      'losenord adgangskode passord salasana heslo lozinka jelszo',
  ],
  [
    roles.soft,
    'secret codewort puk tpin mpin epin upin securityanswer actkey actcode otep digicode psk codeword token tok tkn atok rtok jwt jws jwe ntlm nthash lmhash samlresponse samlassertion samlrequest webauthn fido accesstoken refreshtoken idtoken bearer cookie credential creds otp totp hotp salt hash ' +
      'authorization authorisation apikey seedphrase mnemonic seedphrase magiclink sessionid sessid phpsessid jsessionid ' +
      'backupcode recoverycode csrf xsrf hashed hashing mothersmaiden mothersmaidenname passhash tan ' +
      'geheimnis geheimnisse geheim zugangsdaten anmeldedaten zugriffstoken wiederherstellungscode sicherheitscode zugangscode ' +
      'jeton jetons hachage identifiantssecrets secreto secretos segredo segredos segreto segreti gettone ' +
      'geheime geheimen herstelcode herstelcodes toegangscode toegangstoken sekret sekrety ' +
      'секрет секреты секретныи секретное секретная токен токены токена хеш хэш соль куки ' +
      'belirtec belirteci jetonu gizli kriptoanahtari lingpai mibao parola',
  ],
  [roles.weak, [...weakWords.keys(), ...personalWords, ...looseWords].join(' ')],
  [
    roles.state,
    'at on time date datetime day days timestamp count counts counter total number size length len min max limit enabled enable disabled disable ' +
      'required require optional allowed available active inactive activated status state changed change modified updated update created issued sent used use ' +
      'last valid validity invalid verified confirmed expired expires expire expiry expiration exp ttl lifetime age strength score policy policies serial version ' +
      'attempt attempts failure failures failed tries retries type kind method methods algorithm algo scheme name label title question questions ' +
      'consent consents accepted accept preference preferences setting settings banner notice manager provider quota usage balance budget ' +
      'level mode set unset needed pending reminder reminded notified requested requests rotated rotation enrolled enrollment registered setup configured supported frequency interval timeout duration ' +
      'format standard decimals supply contract network chain convert converted conversion migrated imported synced shown seen hinted upgraded rehashed pwned breached compromised leaked complexity quality rule rules scope scopes audience issuer prompt prompted skipped completed revoked revision since until period dismissed agreed agreement acknowledged ' +
      'datum zeit zeitpunkt anzahl geandert anderung anderungsdatum abgelaufen ablauf aktiv aktiviert gultig status frage sicherheitsfrage zugestimmt zustimmung ' +
      'heure modifie modification expire expiration nombre actif active question consentement valide ' +
      'fecha hora cambio cambiado caducidad cantidad numero activo pregunta consentimiento expiracion ' +
      'alteracao alterado validade quantidade ativo pergunta consentimento expiracao ' +
      'scadenza scaduta cambiata conteggio domanda attivo consenso ' +
      'gewijzigd wijziging verlopen aantal vraag actief toestemming ' +
      'zmiany zmiana wygasa wygasniecia liczba pytanie zgoda aktywny ' +
      'дата время изменен изменения смены истекает количество вопрос активен согласие включен включена ' +
      'tarih tarihi degisim degistirme sayisi soru sorusu aktif onayi suresi',
  ],
  [
    roles.lead,
    'has is needs need must force forced requires require allow allows can should uses use using no without never enable disable last num count number ' +
      'total total max min accept accepts accepted expired fecha data date nombre nb qtd qtde liczba data datum дата anzahl numero tiene possui hat had was were show hide ' +
      'send notify skip ignore first next время favorite favourite preferred beliebteste',
  ],
  [
    roles.filler,
    'user users my your our account customer member person db database app application application old new current previous original legacy default the of for to ' +
      'and or with from in by de du des la le el del di da do dos das van het der die das und et e y i o value values val string text raw plain plaintext clear cleartext ' +
      'encrypted encoded decoded md sha sha hex base bcrypt argon scrypt pbkdf ssha crypt mysql ldap ftp smtp imap http https ssh wifi wlan root admin web site ' +
      'google facebook github twitter slack stripe aws azure discord linkedin apple microsoft instagram telegram firebase paypal twilio sendgrid github gitlab fb ' +
      'x forgot forgotten remember rememberme persistent device push notification fcm apns registration personal internal external partner vendor public2 ' +
      'repeat again confirmation confirm part field col column list set data json array object hashed salted separator separators suffix prefix iterations rounds cost ' +
      'atm ussd sim mobile bank door debit credit parental enc crypted pem der jwk jwks pkcs pfx b hasher hashing mem memory parameters params param config main primary secondary one two three temp temporary generated random initial system global local live prod production test dev ' +
      'mail email phone sms login signin username name id2 hidden protected security secure auth oauth ' +
      'nutzer benutzer kunde konto altes neues utilisateur client compte ancien nouveau usuario cliente cuenta antiguo nuevo usuario utilizador conta antiga nova ' +
      'utente conto vecchia nuova gebruiker klant oud nieuw uzytkownika klienta konta stare nowe пользователя клиента старыи новыи kullanici musteri eski yeni ' +
      'sign log on at2 einmal anmelde truststore keystore mqtt amqp rabbitmq redis mongo mongodb postgres pg sql oracle mssql rdp vnc vpn sftp ftps pop radius pppoe router proxy jenkins jira nas camera cam cctv server host portal panel cpanel guest service svc bot batch repo registry docker npm',
  ],
  [
    roles.open,
    'passport passports compass bypass passenger passengers passive passion passionate passed passing passage surpass trespass encompass overpass passat passau passe ' +
      'passwordless secretary secretaries secretariat secretion keyboard keyboards keyword keywords keynote keyring keychain keypad keystone keystroke turnkey monkey turkey ' +
      'hashtag hashtags hashtable tokenizer tokenization tokenized cookies2 cookiecutter salty salted2 basalt saltwater pinned pinterest pincodes pinboard ping pineapple ' +
      'codec codebase encode decode decoder postcode postalcode zipcode barcode qrcode author authority authors authored otter ' +
      'public pubkey publickey palavrachave palabraclave palabrasclave parolachiave motcle motscles schlusselwort schlusselworter schluesselwort sleutelwoord ' +
      'slowokluczowe codigopostal codepostal postleitzahl kodpocztowy kodpochtovy postakodu codicefiscale codefiscal plz ' +
      'geheimtipp secretsanta sessions2 keywordlist saltlakecity tokenname primarykey foreignkey saltpepper boardingpass',
  ],
]

/** Two words that mean something else together than apart. */
export const pairs: ReadonlyMap<string, string> = new Map(
  (
    'wi fi=wifi tfa backup=backupcode mfa backup=backupcode twofactor backup=backupcode otp backup=backupcode security a=securityanswer secret a=securityanswer sec a=securityanswer access pass=boardingpass guest pass=boardingpass sessions id=sessionid q a=qa digest ha=hash salt pepper=saltpepper parolachiave segreta=parolasegreta palabraclave secreta=palabrasecreta palavrachave secreta=palavrasecreta login link=magiclink signin link=magiclink saml response=samlresponse saml assertion=samlassertion saml request=samlrequest nt hash=nthash lm hash=lmhash pass word=password pass phrase=passphrase pass code=passcode pass wd=passwd pass wort=passwort pass key=passkey pass port=passport mothers maiden=mothersmaiden mother maiden=mothersmaiden mothersmaiden name=mothersmaidenname seed phrase=seedphrase session id=sessionid sess id=sessionid session ids=sessionid kenn wort=kennwort ' +
    'pin code=pincode back up=backup two factor=twofactor multi factor=multifactor one time=onetime log in=login sign in=signin e mail=email ' +
    'hash tag=hashtag hash tags=hashtags key word=keyword key words=keywords key board=keyboard zip code=zipcode postal code=postalcode post code=postcode bar code=barcode qr code=qrcode ' +
    'salt lake=saltlakecity secret santa=secretsanta primary key=primarykey foreign key=foreignkey public key=publickey ' +
    'wacht woord=wachtwoord palavra passe=palavrapasse palavra chave=palavrachave palabra clave=palabraclave parola chiave=parolachiave mot cle=motcle mots cles=motscles ' +
    'mot passe=motdepasse codigo postal=codigopostal code postal=codepostal codice fiscale=codicefiscale posta kodu=postakodu kod pocztowy=kodpocztowy ' +
    'palabra secreta=palabrasecreta palavra secreta=palavrasecreta parola ordine=paroladordine parola segreta=parolasegreta кодовое слово=кодовоеслово контрольное слово=кодовоеслово пин код=пинкод kodovoe slovo=kodovoeslovo ' +
    'tarjeta clave=clave mi ma=mima bo bao=mibao'
  )
    .split(/ (?=[^ ]+ [^ ]+=)/)
    .map((entry): [string, string] => {
      const [words = '', meant = ''] = entry.split('=')
      return [foldText(words), foldText(meant)]
    }),
)

/** Roles of every known word, plural forms that only add an s included. */
export const wordRoles: ReadonlyMap<string, number> = (() => {
  const known = new Map<string, number>([['pincode', roles.weak]])
  for (const qualifiers of weakWords.values()) {
    for (const word of qualifiers) known.set(word, roles.filler)
  }
  for (const [role, words] of lists) {
    for (const word of words.split(' ')) {
      const folded = foldText(word)
      known.set(folded, (known.get(folded) ?? 0) | role)
    }
  }
  return known
})()

/** Zero for a word that is not known. */
export const rolesOf = (word: string): number =>
  wordRoles.get(word) ??
  (word.length > 3 && word.endsWith('s') ? wordRoles.get(word.slice(0, -1)) : undefined) ??
  0

/** Parts that give a password away inside a longer word that is not known otherwise. */
export const telltaleParts: readonly string[] = [
  'password',
  'passwort',
  'kennwort',
  'passwd',
  'passphrase',
  'motdepasse',
  'contrasena',
  'wachtwoord',
  'accesstoken',
  'refreshtoken',
  'privatekey',
  'secretkey',
  'apikey',
  'пароль',
  'пароля',
]
