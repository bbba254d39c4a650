import { foldText } from './fold-name.js'

const wordsOf = (text: string): string[] => text.split(' ').map(foldText)

/** What makes a key a secret one; a sort key or a translation key is none. */
const keyQualifiers =
  'wifi wlan wpa enrol enroll enrolment enrollment api access private secret signing signer encryption decryption auth authentication authorization oauth master shared preshared hmac aes rsa pgp gpg ' +
  'tfa login signin secure vault feed calendar ical rss session refresh bearer service consumer client webhook wallet crypto security recovery backup reset confirmation activation invitation invite verification unlock ' +
  'rucksetz zurucksetz verschlusselungs magic otp totp mfa twofactor multifactor onetime token authenticator license licence emergency stream push device host dsa ed deploy ssl tls ssh enc encrypt crypt signature app krb fido confirm verify activate ' +
  'sicherheit sicherheits geheim geheime geheimer privater privat zugang zugriff aktivierung aktivierungs ' +
  'secrete privee acces recuperation securite activation ' +
  'secreta privada privado acceso recuperacion seguridad activacion acesso recuperacao seguranca ativacao ' +
  'segreta privata accesso recupero sicurezza attivazione toegang herstel beveiliging prive ' +
  'prywatny tajny dostepu приватный закрытый секретный доступа апи gizli ozel guvenlik erisim'

/** What a code opens. A number of these is the number of a house. */
const placeQualifiers =
  ' door alarm gate garage lock safe vault wifi wlan pairing locker keypad disarm tur haustur tor garagentor schliessfach spind tresor porte portail puerta porton cancello deur drzwi'

const codeQualifiers =
  'engangs sakerhets verifierings bekraftelse aterstallnings sikkerheds sikkerhets bekraeftelses bekreftelses phishing antiphishing ' +
  'rucksetz zurucksetz zurucksetzungs memorable tfa access secret auth authentication authorization security recovery backup reset confirmation confirm activation activate invitation invite verification verify unlock ' +
  'login signin signup magic sms email otp totp mfa twofactor multifactor factor onetime authenticator emergency scratch temporary device password card ' +
  'sicherheit sicherheits geheim geheimer zugang zugangs aktivierung aktivierungs einladung einladungs bestatigung bestatigungs wiederherstellung wiederherstellungs sperr freischalt ' +
  'secret secrete acces recuperation securite activation confirmation verification connexion secours ' +
  'secreto acceso recuperacion seguridad verificacion activacion confirmacion acesso recuperacao seguranca verificacao ativacao confirmacao segredo ' +
  'segreto accesso recupero sicurezza verifica attivazione conferma toegang herstel beveiliging beveiligings verificatie activatie bevestiging ' +
  'dostepu odzyskiwania bezpieczenstwa weryfikacji aktywacji pomocnicze potwierdzenia zapasowe ' +
  'доступа восстановления безопасности подтверждения активации резервные guvenlik kurtarma dogrulama aktivasyon onay erisim yedek'

const answerQualifiers =
  'hint challenge memorable sec security secret recovery question questions password verification sicherheit sicherheits geheime secrete securite secreta seguridad seguranca segreta sicurezza ' +
  'beveiliging beveiligings geheim bezpieczenstwa tajna секретный безопасности guvenlik gizli'

const linkQualifiers =
  'magique magico magica magisch magischer autologin magic reset recovery confirmation activation verification verify unlock onetime invitation invite unsubscribe passwordless'

const ticketQualifiers = 'auth login signin session access service reset password sso cas kerberos granting'

/** Words that mean a secret only beside certain others, with those. */
export const weakWords: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  (
    [
      [
        'key keys schlussel schluessel cle cles clef llave llaves chave chaves chiave sleutel klucz ключ ключи kljuch klyuch anahtar anahtari seed iv pepper passkey',
        keyQualifiers,
      ],
      [
        'combination code codes codigo codigos codice codici kod kode koder kody kodu kodlari код коды',
        codeQualifiers + placeQualifiers,
      ],
      ['phrase frase fraza satz ifade words word wort slovo number digits', codeQualifiers],
      [
        'answer answers antwort antworten reponse reponses respuesta respuestas resposta respostas risposta risposte antwoord antwoorden odpowiedz odpowiedzi ответ ответы otvet cevap cevabi yanit yaniti qa',
        answerQualifiers,
      ],
      ['link links url uri lien liens enlace enlaces ссылка ссылки', linkQualifiers],
      ['ticket tickets', ticketQualifiers],
      ['verifier', 'oauth code pkce auth'],
    ] satisfies [string, string][]
  ).flatMap(([words, qualifiers]) => {
    const set = new Set(wordsOf(qualifiers))
    return wordsOf(words).map((word): [string, ReadonlySet<string>] => [word, set])
  }),
)

/**
 * Beginnings of the words for signing in, security, activation, … in the usual languages, for their adjectives and
 * cases: `kod_aktywacyjny`, `секретный вопрос`, `etkinleştirme kodu`. Longer than those of their false friends: a
 * `code_activite` is a trade.
 */
export const qualifierStems: RegExp =
  /^(?:acces(?!so)|sekret|сброс|шифр|szyfr|sifrele|sifirla|ruckset|zuruckset|reset|confiden|poufn|vertraulich|sblocc|desbloq|tijdelijk|tempor|provis|vorlaufig|временн|gecici|tymczas|hemlig|restablec|redefin|encrypt|chiffre|verschlussel|criptograf|cifrad|activat|activac|activaz|ativac|attivaz|aktivier|aktiverin|aktywac|активац|etkinlest|aktivasyon|secret|secreta|secrete|segret|segred|geheim|tajn|секрет|gizli|securi|segur|sicurez|sicher|beveilig|bezpiecz|zabezpiecz|безопас|guvenl|sakerhet|recuper|recover|wiederherst|herstel|odzysk|восстан|kurtar|yedek|резерв|zapas|secours|respald|riserva|confirm|conferm|bestatig|bevestig|potwierdz|подтвержд|onay|verific|verifi|weryfik|проверо|dogrul|einmal|eenmalig|jednoraz|одноразов|unico(?=$)|sitzung|sesion|sessao|sessie|sesji|сесси|oturum|privat|prywat|приват|закрыт|anmelde|logowan|giris|connexion|entsperr|freischalt|odblok|разблок|einlad|zaproszen|приглаш|davet|uitnodig|toegang|dostep|доступ|zugang|zugriff|erisim)/

/** Nouns that such a word makes a secret. */
export const stemmedNouns: ReadonlySet<string> = new Set(['key', 'code', 'phrase', 'answer', 'link'])

/** Secret alone and beside words that say whose or which it is; not in `boarding pass` or `pin color`. */
export const personalWords: ReadonlySet<string> = new Set(wordsOf('pass pin nip clave tan parola'))

/** Secret where their value looks made at random. */
export const looseWords: ReadonlySet<string> = new Set(
  wordsOf(
    'session sitzung sitzungs sessione sesion sessao sessie sesja сессия oturum auth oauth nonce challenge signature verifier mfa twofactor multifactor factor authenticator ' +
      'sid sig digest hint verification confirmation activation invitation reset recovery invite jti pepper sel sal sale empreinte huella skrot sol tuz подпись ticket key code backup refresh access pat selector validator remember private',
  ),
)

/** Alone under their name, anything but plain words is taken for a secret. */
export const likelyAlone: ReadonlySet<string> = new Set(
  wordsOf('session sid digest nonce challenge verifier pepper sitzung sesion sessao sessione'),
)
