import { foldText } from '../../secrets/fold-name.js'

/**
 * What a word says where a password would be.
 *
 * - `negation`: there is none
 * - `state`: it is not shown, not there or of no use
 * - `quiet`: the same, but alone it may be what somebody chose
 * - `noun`: what is not there
 * - `elsewhere`: somebody else checks it
 * - `filler`: says nothing by itself
 */
export type PlaceholderRole = 'negation' | 'state' | 'quiet' | 'noun' | 'elsewhere' | 'filler'

/** By role, in the usual languages; without accents, as `foldText` leaves them. */
const lists: readonly (readonly [role: PlaceholderRole, words: string])[] = [
  [
    'negation',
    'no not none non never without nothing nicht kein keine keiner keins keinen ohne nie sans pas aucun aucune sin ningun ninguna ninguno nao sem nenhum nenhuma ' +
      'senza nessun nessuna nessuno geen niet zonder brak bez zadne zadny не нет без отсутствует yok degil hicbir ingen inget inte uden ikke ilman ei intet nincs nu fara nema',
  ],
  [
    'state',
    'hidden redacted masked removed deleted filtered omitted stripped disabled locked unusable invalid unavailable blank empty unset unknown missing cleared erased purged ' +
      'scrubbed suppressed withheld concealed deactivated restored tbd ' +
      'versteckt verborgen ausgeblendet geschwarzt maskiert entfernt geloscht deaktiviert gesperrt ungultig leer unbekannt fehlt ' +
      'masque masquee supprime supprimee efface effacee desactive desactivee verrouille verrouillee invalide vide inconnu inconnue expurge caviarde ' +
      'oculto oculta ocultado ocultada enmascarado enmascarada eliminado eliminada borrado borrada suprimido desactivado deshabilitado bloqueado vacio desconocido desconocida censurado ' +
      'escondido mascarado mascarada removido removida excluido excluida apagado apagada desativado bloqueada vazio vazia desconhecido ' +
      'nascosto nascosta mascherato mascherata rimosso rimossa cancellato cancellata eliminato disattivato bloccato vuoto sconosciuto oscurato oscurata ' +
      'gemaskeerd verwijderd gewist uitgeschakeld vergrendeld geblokkeerd ongeldig leeg onbekend afgeschermd ' +
      'ukryte ukryty ukryto usuniete usunieto usuniety zamaskowane zamaskowano wylaczone zablokowane puste nieznane niedostepne ' +
      'скрыт скрыто скрыта скрытыи удален удалено удалена замаскировано отключен заблокирован пусто неизвестно неизвестен недоступно недоступен обезличено ' +
      'gizlendi maskelendi silindi silinmis kilitli bos bilinmiyor ayarlanmadi ayarlanmamis tanimsiz tanimlanmamis ' +
      'dold dolt borttagen raderad okand maskerad skjult slettet fjernet ukendt ukjent piilotettu poistettu tyhja skryto smazano odstraneno neznamo prazdne rejtett torolve ismeretlen ascuns sters necunoscut',
  ],
  [
    'quiet',
    'private protected confidential encrypted hashed obfuscated sanitized sanitised anonymized anonymised pseudonymized expired revoked blocked inactive suspended pending generated ' +
      'exported cached stored set available applicable shown displayed visible migrated imported assigned defined specified provided given required recoverable retrievable supported undisclosed ' +
      'verschlusselt anonymisiert gesetzt exportiert verfugbar vorhanden hinterlegt vergeben festgelegt angegeben angabe geschutzt vertraulich gefiltert bekannt angezeigt sichtbar ' +
      'cache cachee chiffre chiffree anonymise anonymisee defini definie exporte exportee disponible renseigne protege protegee confidentiel filtre communique ' +
      'cifrado cifrada encriptado encriptada anonimizado definido definida establecido establecida exportado exportada asignado asignada protegido protegida confidencial disponivel criptografado criptografada ' +
      'cifrato cifrata crittografata anonimizzato impostato impostata definita esportato esportata protetto protetta riservato riservata disponibile ' +
      'versleuteld ingesteld geexporteerd beschikbaar beveiligd zaszyfrowane ustawiono ustawione wyeksportowano dostepne zanonimizowano chronione ' +
      'зашифровано зашифрован задан задано установлен установлено экспортирован доступен защищено защищен gizli sifreli korumali ayarlandi',
  ],
  [
    'noun',
    'password passwords pass passwd pwd pw passphrase hash hashes value values secret credential credentials data field content info information pii text string ' +
      'passwort kennwort wert mot passe mdp valeur contrasena clave valor senha palavra parola valore wachtwoord waarde haslo hasla wartosc пароль пароля значение sifre sifresi deger ' +
      'losenord adgangskode passord salasana heslo jelszo parola',
  ],
  [
    'elsewhere',
    'sso saml saml2 oauth2 auth0 office365 o365 b2c ldap oauth oidc openid ad adfs entra kerberos sasl radius shibboleth okta cognito keycloak google facebook apple github gitlab microsoft twitter linkedin azure azuread ' +
      'external externally extern externe externer externo externa esterno esterna zewnetrzne внешний federated federation social idp passwordless passkey webauthn magiclink ' +
      'directory nologin nopass nopassword nopasswd np lk na',
  ],
  [
    'filler',
    'user users only account accounts auth authentication authenticated login logins logon signin in via by from for the a an with per using through at is was has been be to of this that yet ' +
      'managed provider source admin administrator active export csv database db security reasons privacy due gdpr dsgvo rgpd here local ' +
      'nur von vom uber durch aus im wurde ist benutzer konto anmeldung verwaltet de du le la par utilisateur compte uniquement seulement ete n est el por usuario cuenta solo esta sido ha foi utente van niet door jest nie zostalo',
  ],
]

/** The first list that has a word decides what it says. */
const placeholderWords: ReadonlyMap<string, PlaceholderRole> = (() => {
  const known = new Map<string, PlaceholderRole>()
  for (const [role, words] of lists) {
    for (const word of words.split(' ')) {
      const folded = foldText(word)
      if (!known.has(folded)) known.set(folded, role)
    }
  }
  return known
})()

/** Adjectives by what stays of them: `masqué`, `masquées`, `skryto`, `skrytý`. */
const stems: ReadonlyMap<string, PlaceholderRole> = new Map(
  [...placeholderWords].flatMap(([word, role]): [string, PlaceholderRole][] =>
    (role === 'state' || role === 'quiet') && word.length >= 6 ? [[word.slice(0, -1), role]] : [],
  ),
)

/** @param word folded */
export const findPlaceholderRole = (word: string): PlaceholderRole | undefined =>
  placeholderWords.get(word) ??
  stems.get(word) ??
  stems.get(word.slice(0, -1)) ??
  stems.get(word.slice(0, -2))

/** Languages that write without blanks; brackets are off already. */
export const eastAsianPlaceholder =
  /^(?:无|無|空|なし|ナシ|未设置|未設置|未設定|未登録|未知|不明|不适用|没有密码|沒有密碼|无密码|無密碼|密码(?:已隐藏|未设置|已删除)|パスワード(?:なし|未設定|非表示)|非公開|非公开|非表示|隐藏|隱藏|已隐藏|已隱藏|保密|删除|刪除|已删除|已刪除|削除|削除済み?|マスク済み?|マスキング|伏せ字|已屏蔽|已脱敏|脱敏|已加密|暗号化済み?|外部|外部認証|外部认证|없음|비공개|미설정|숨김|삭제됨|해당 ?없음|비밀번호 ?없음|암호화됨|외부)$/
