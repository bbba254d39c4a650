import { foldName } from '../fold-name.js'
import { listNames } from '../list-names.js'

const list = (text: string): string[] => [...new Set(listNames(text).map(foldName))]

/** What may stand around the word that counts: whose state it is. `blocked_users` are others. */
export const accountWords: readonly string[] = list(`
  user, account, acct, member, customer, client, login, signin, logon, sign in, access, profile, employee, employment, staff, student, patient, player, subscriber, volunteer, learner, laboral, çalışma, 유저, 学籍, 학적, Mitarbeiter, Beschäftigungs, emploi, salarié, empleado, empleo, emprego, funcionário,
  impiego, dipendente, medewerker, zatrudnienia, pracownika, сотрудник, сотрудника, çalışan, 在籍, 在职, 在職, 雇用, 재직, 고용, 利用, ご利用, 使用, 이용,
  Konto, Kontos, Mitglieds, Kunden, Nutzer, Zugang, Benutzer, Benutzerkonto, Nutzer, Kunde, Mitglied, Anmeldung, Zugriff, compte, utilisateur, accès, connexion, membre, cuenta,
  usuario, cliente, acceso, miembro, conta, utilizador, acesso, membro, utente, accesso, conto, gebruiker, klant, toegang,
  inloggen, konta, konto, użytkownik, użytkownika, klient, klienta, dostęp, logowanie, аккаунт, аккаунта, пользователь,
  пользователя, учетная запись, учётная запись, учетной записи, доступ, вход, клиент, hesap, hesabı, kullanıcı, üye, üyelik, müşteri, giriş,
  账号, 帐号, 账户, 帐户, 帳號, 用户, 用戶, 会员, 登录, アカウント, ユーザー, ユーザ, 会員, ログイン, 계정, 사용자, 회원, 로그인`)

/** Words for the account itself, not for what somebody pays for: a membership ends while its member may still come in. */
export const loginWords: readonly string[] = list(`
  user, account, acct, login, logon, signin, Konto, Zugang, Benutzer, Nutzer, Anmeldung, compte, utilisateur, cuenta, usuario, conta, utilizador, utente,
  gebruiker, użytkownik, аккаунт, пользовател, учетн, hesap, kullanıcı, 账号, 帐号, 账户, 帐户, 用户, アカウント, ユーザ, 계정, 사용자`)

export const fillWords: readonly string[] = list(`
  is, has, was, been, be, flag, flg, yn, ind, indicator, bool, status, state, currently, ist, wurde, est, esta, está, es, jest, czy, został, является, mi, 是否, 是, 已, 被, フラグ, 여부, mark, marker, Kennzeichen, Kennz, kz, indicateur, indicador, marca, contrassegno, znacznik, flaga, флаг, признак, işareti, 标记, 标志, 标识, 標記, 標誌, 区分, 플래그, 구분,
  du, de, del, di, da, do, des, le, la, el, il, van, der, das, den, the, of, の`)

/** They make a flag of a noun: `deletion flag`, `Sperrkennzeichen`. */
export const markWords: readonly string[] = list(`
  flag, flg, yn, indicator, フラグ, 여부, mark, marker, Kennzeichen, Kennz, indicateur, indicador, marca, contrassegno, znacznik, flaga, флаг, признак, işareti, 标记, 标志, 标识, 標記, 標誌, 区分, 플래그, 구분`)

/** Words before or behind that make it a moment: since when. */
export const sinceWords: readonly string[] = list(`
  at, on, date, time, since, from, timestamp, utc, am, seit, Datum, Zeit, Zeitpunkt, le, depuis, el, en, desde, fecha, em, data, il, dal, op, sinds, dnia,
  od, дата, с, tarihi, tarih, 时间, 日期, 日, 日時, 일, 일시, 일자`)

/** Words that make it a moment at which it ends. */
export const untilWords: readonly string[] = list(`
  until, till, expires, expires at, expiry, end, ends, ends at, end date, end date utc, to, through, bis, Ende, jusqu'à, jusqu'au, jusque, hasta, até, fino a, fino al,
  tot, tot en met, do, до, kadar, bitiş, bitiş tarihi, 截止, 到期, まで, 까지`)

/** Alone a flag: the account may not be used. */
export const offWords: readonly string[] = list(`
  inactive, disabled, deactivated, suspended, blocked, banned, locked, locked out, frozen, archived, restricted, barred, revoked,
  blacklisted, terminated, expired, gesperrt, deaktiviert, inaktiv, blockiert, stillgelegt, archiviert, abgelaufen, gekündigt, bloqué, bloquée, désactivé,
  désactivée, suspendu, suspendue, inactif, banni, bannie, archivé, verrouillé, bloqueado, bloqueada, desactivado, desactivada, suspendido, suspendida,
  inactivo, inactiva, deshabilitado, inhabilitado, baneado, archivado, baja, de baja, desativado, desativada, inativo, inativa, suspenso, suspensa,
  banido, arquivado, bloccato, bloccata, disattivato, disattivata, disabilitato, disabilitata, sospeso, sospesa, inattivo, archiviato,
  geblokkeerd, uitgeschakeld, geschorst, gedeactiveerd, inactief, vergrendeld, gearchiveerd, zablokowany, zablokowane, zablokowana, nieaktywny,
  nieaktywne, zawieszony, zawieszone, wyłączony, wyłączone, zarchiwizowany, заблокирован, заблокирована, заблокировано, отключен, отключён, неактивен,
  забанен, приостановлен, бан, engelli, engellendi, pasif, askıda, kilitli, devre dışı, yasaklı, 禁用, 停用, 冻结, 凍結, 封禁, 锁定, 鎖定, 禁止, 拉黑, 無効, 無効化,
  ロック, ロック中, ブラックリスト, 黑名单, 黒名單, 블랙리스트, lista negra, liste noire, blacklist, blocklist, чёрный список, черный список, czarna lista, kara liste,
  停止, 利用停止, 차단, 정지, 비활성, 비활성화, 잠금, 휴면, neaktivní, zablokován, zablokovaný, zakázaný, pozastavený, deaktivovaný, letiltva, letiltott, inaktív, spärrad, avstängd, blockerad, inaktiverad, sperret, blokkert, deaktivert, spærret, deaktiveret, estetty, lukittu, неактивний, заблокований, вимкнено, blocat, suspendat, dezactivat, inactiv, ανενεργός, αποκλεισμένος, bloquejat, bị khóa, nonaktif, diblokir`)

/** Alone a flag: the account may be used. */
export const onWords: readonly string[] = list(`
  active, enabled, activated, allowed, permitted, unlocked, approved, aktiv, aktiviert, freigeschaltet, freigegeben, erlaubt, actif, active,
  activé, activée, autorisé, approuvé, activo, activa, activado, habilitado, habilitada, permitido, aprobado, ativo, ativa, ativado, aprovado, attivo, attiva, attivato,
  abilitato, abilitata, consentito, approvato, actief, ingeschakeld, geactiveerd, toegestaan, goedgekeurd, aktywny, aktywne, aktywna, włączony, włączone, dozwolony, zatwierdzony,
  активен, активный, активна, активно, активирован, включен, включён, разрешен, разрешён, одобрен, aktif, etkin, onaylı, 启用, 激活, 有效, 允许, 有効, 有効化, 許可, 활성, 활성화, 허용, 승인, aktivní, aktivny, povolen, povolený, aktív, engedélyezve, aktivert, aktiveret, aktiverad, aktivt, tillåten, aktiivinen, käytössä, sallittu, активний, увімкнено, activ, ενεργός, actiu, hoạt động`)

export const goneWords: readonly string[] = list(`
  deleted, removed, soft deleted, erased, purged, gelöscht, geloescht, entfernt, supprimé, supprimée, effacé, eliminado, eliminada, borrado, borrada,
  excluído, excluída, apagado, removido, removida, eliminato, eliminata, cancellato, cancellata, rimosso, verwijderd, usunięty, usunięte, usunięta, skasowany,
  удален, удалён, удалена, удалено, silindi, silinmiş, 删除, 刪除, 注销, 削除, 削除済み, 退会, 退会済み, 삭제, 삭제됨, 탈퇴, smazán, smazaný, smazáno, törölt, törölve, raderad, borttagen, slettet, poistettu, видалений, видалено, șters, dihapus, đã xóa`)

/** Nouns say something only with a moment: `Sperrdatum`, `fecha de bloqueo`, `lock_expires`. */
export const offNouns: readonly string[] = list(`
  suspension, ban, block, lock, lockout, deactivation, blocking, termination, Sperrung, Sperr, Sperre, Deaktivierung, Blockierung, blocage, désactivation, bannissement, bloqueo, desactivación, suspensión, baneo,
  bloqueio, desativação, suspensão, banimento, blocco, disattivazione, sospensione, blokkering, blokkade, deactivering, schorsing, blokada, blokady, dezaktywacji, zawieszenia, блокировка, блокировки, отключения, бана, engelleme, askıya alma`)

export const goneNouns: readonly string[] = list(`
  deletion, removal, erasure, Löschung, Lösch, Löschdatum, suppression, eliminación, borrado, exclusão, eliminazione, cancellazione, verwijdering, usunięcia, удаления, silinme`)

/** A moment at which the account ends, where it is said whose: `account_expires`. */
export const endNouns: readonly string[] = list(`
  expires, expiry, expiration, valid until, valid to, end, gültig bis, Ablauf, Ablaufdatum, expire le, caduca, caducidad, vencimiento, vencimento, expiração, scadenza, verloopt, vervaldatum, ważne do, wygasa, истекает, действителен до, bitiş, 到期, 过期, 有効期限, 만료`)

export const statusNouns: readonly string[] = list(`
  status, state, 状況, 状况, 現況, 현황, Zustand, statut, état, estado, estatus, situação, situación, stato, stan, toestand, статус, состояние, durum, durumu, 状态, 狀態, 状態, ステータス, 상태`)

export const noWords: readonly string[] = list(
  `not, non, un, nicht, pas, no, não, niet, nie, не, değil, 未, 不, 非, 비`,
)
