import { foldName } from '../../columns/fold-name.js'
import { listNames } from '../../columns/list-names.js'

/** What becomes of an account: it comes as it is, it comes suspended, or it is left out. */
export type AccountState = 'active' | 'suspend' | 'skip'

/** Words of the usual systems (Okta, Entra, Keycloak, shops, forums) and languages for one state, folded. */
const words: { readonly [state in AccountState | 'ask']: readonly string[] } = {
  active: listNames(`
    active, open, enrolled, обучается, работает, работающий, immatrikuliert, inscrito, matriculado, iscritto, inscrit, ingeschreven, enabled, enable, activated, ok, normal, valid, live, confirmed, verified, approved, registered, current, unlocked,
    unblocked, allowed, provisioned, recovery, password expired, in use, good standing, aktiv, aktiviert, freigeschaltet,
    freigegeben, actif, active, activé, activo, activa, ativo, ativa, habilitado, habilitada, attivo, attiva, abilitato, actief,
    ingeschakeld, aktywny, aktywna, aktywne, активен, активный, активна, активно, включен, aktif, etkin, 激活, 已激活,
    启用, 已启用, 正常, 有效, 有効, 利用中, アクティブ, 활성, 활성화, 정상, aktivní, aktív, aktivt, aktiivinen, käytössä,
    aktivní, entsperrt, offen, im Dienst, beschäftigt, angestellt, employed, reactivated, reinstated, restored, working, en activité, dado de alta, de alta, alta, vigente, vigent, regolare,
    in servizio, in dienst, aktywne, действующий, действует, разблокирован, активирован, yürürlükte, kullanımda, onaylandı, 在职, 可用, 开启, 已开通, 使用中, 稼働中, 在籍, 在籍中, 有効化, 재직, 사용중, aktivní, povolený, povolen, активний, увімкнено, activ, activat, ενεργός, ενεργό, actiu, hoạt động, engedélyezve, påslagen, aktivert, lubatud, nyitott, 本会員, 正会員, 一般会員, 有效会员, full member, member`),
  suspend: listNames(`
    inactive, disabled, disable, deactivated, suspended, blocked, banned, locked, locked out, frozen, revoked, expired, closed,
    cancelled, canceled, archived, barred, denied, restricted, dormant, inaktiv, gesperrt, deaktiviert, blockiert, stillgelegt,
    abgelaufen, archiviert, inactif, suspendu, suspendue, bloqué, bloquée, désactivé, désactivée, banni, archivé, expiré, inactivo,
    inactiva, suspendido, suspendida, bloqueado, bloqueada, desactivado, desactivada, deshabilitado, inhabilitado, baneado,
    archivado, inativo, inativa, suspenso, desativado, desativada, desabilitado, banido, arquivado, inattivo, inattiva,
    disattivato, disabilitato, sospeso, bloccato, inactief, geblokkeerd, uitgeschakeld, geschorst, gedeactiveerd,
    nieaktywny, nieaktywna, zablokowany, zawieszony, wyłączony, неактивен, неактивный, заблокирован, заблокированный, отключен,
    приостановлен, pasif, engelli, engellendi, askıda, devre dışı, kilitli, 禁用, 已禁用, 停用, 已停用, 冻结, 已冻结, 封禁, 锁定, 已锁定,
    无效, 無効, 停止, 停止中, 利用停止, 凍結, 비활성, 비활성화, 정지, 차단, 잠금, inaktivt, spärrad, estetty, neaktivní, blacklisted, expelled, spam, spammer, shadowbanned, lapsed, defunct, retired, paused, not active, not allowed,
    停权, 停权中, graduated, dropped out, Отчислен, отчислена, exmatrikuliert, temporarily suspended, temporarily blocked, temporarily banned, permanently banned, permanently suspended, account disabled, account locked, account suspended, withdrawn,
    quarantined, ausgetreten, ausgeschieden, gekündigt, verlassen, nicht aktiv, ruhend, eingefroren, gebannt, verbannt, geschlossen, fermé, clôturé, résilié, radié, bannie, gelé, verrouillé, inactive,
    non actif, baja, de baja, dado de baja, cerrado, cerrada, vencido, congelado, no activo, desabilitada, bloqueada, suspensa, encerrado, encerrada, cancelado, cancelada, vencido,
    não ativo, banida, sospesa, bloccata, disattivata, disabilitata, scaduto, chiuso, congelato, non attivo, bandito, gesloten, verlopen, opgezegd, bevroren, verbannen, niet actief, vergrendeld, gearchiveerd,
    zablokowana, zablokowane, nieaktywne, zawieszona, zawieszone, wygasły, zamknięty, zamknięte, wyłączona, zbanowany, неактивна, не активен, не активна, заблокирована, отключён, отключена, приостановлена, забанен, бан, истек, закрыт, уволен,
    архив, заморожен, askıya alındı, askıya alınmış, engellenmiş, yasaklı, yasaklandı, kapalı, dondurulmuş, donduruldu, aktif değil, etkin değil, inaktif, 已封禁, 已拉黑, 拉黑, 失效, 已失效, 已过期, 过期, 离职, 已离职, 不可用, 异常, 未启用,
    無効化, 無効化済み, 利用停止中, 凍結中, 停止済み, 休止, 休止中, 退職, 退職済み, ロック, ロック中, 禁止, 非アクティブ, 비활성화됨, 정지됨, 차단됨, 휴면, 퇴사, 만료, zablokován, zablokovaný, zablokovaná, zakázaný, pozastavený, deaktivovaný, letiltva, letiltott, inaktív, felfüggesztett, avstängd, blockerad, spärrat, sperret, blokkert, deaktivert, deaktiveret, spærret, lukittu, estetty, ei aktiivinen, неактивний, заблокований, вимкнено, blocat, suspendat, dezactivat, inactiv, ανενεργός, αποκλεισμένος, σε αναστολή, bloquejat, inactiu, bị khóa, ngừng hoạt động, nonaktif, diblokir, dinonaktifkan, ditangguhkan`),
  skip: listNames(`
    deleted, removed, deprovisioned, erased, purged, destroyed, terminated, soft deleted, gelöscht, geloescht, entfernt, supprimé,
    supprimée, effacé, eliminado, eliminada, borrado, borrada, excluído, excluída, apagado, removido, eliminato, cancellato,
    rimosso, verwijderd, usunięty, usunięta, skasowany, удален, удалён, удаленный, silindi, silinmiş, 删除, 已删除, 注销, 已注销, 削除,
    強制退会, 削除済み, 退会, 退会済み, 삭제, 삭제됨, 탈퇴, borttagen, slettet, poistettu, smazaný, marked for deletion, pending deletion, anonymized, anonymised, gdpr deleted, désinscrit, anonymisé, anonymisiert, zur Löschung vorgemerkt,
    eliminata, cancellata, rimossa, removida, excluida, usunięte, удалена, удалено, hesap silindi, 已註銷, 退会済, 脱退, 탈퇴함, 탈퇴회원, 삭제됨, smazán, smazaný, odstraněný, törölt, törölve, raderad, slettede, видалений, видалено, șters, sters, διαγραμμένος, esborrat, đã xóa, dihapus`),
  // They are about the account, and do not say whether it may be used.
  ask: listNames(`
    pending, staged, invited, unverified, unconfirmed, not verified, waiting, awaiting approval, pending approval, on hold, hold, on
    leave, incomplete, requested, in review, review, ausstehend, eingeladen, wartend, en attente, pendiente, pendente, in attesa,
    in behandeling, oczekujący, ожидает, beklemede, 待审核, 未激活, 待激活, 保留, 仮登録, 대기, new, limited, probation, unknown, undefined, none, draft, in progress, processing, waitlisted, under review, offen zur Prüfung, unbekannt, neu, geprüft,
    en espera, por confirmar, en revisión, em espera, em análise, da confermare, sconosciuto, onbekend, nowy, nieznany, неизвестно, на проверке, onay bekliyor, bilinmiyor, 审核中, 待激活, 待验证, 未知, 未验证, 審査中, 確認待ち, 承認待ち, 不明, 승인대기, 인증대기, 仮会員, 準会員, passiv, passive`),
}

const states = new Map<string, AccountState | 'ask'>()
for (const state of ['active', 'suspend', 'skip', 'ask'] as const) {
  for (const word of words[state]) if (!states.has(foldName(word))) states.set(foldName(word), state)
}

/** Longer texts are no state. */
const longestWord = 40

/** What a word says; `ask` when it is about the account and does not say whether it may be used. */
export const readStateWord = (text: string): AccountState | 'ask' | undefined =>
  text.length > longestWord ? undefined : (findWord(foldName(text)) ?? findSeveral(text))

const worst: readonly (AccountState | 'ask')[] = ['skip', 'suspend', 'ask', 'active']

/** `EXPIRED & LOCKED`, `LOCKED(TIMED)`, `Inactive - left the company`: words with more behind them; the gravest that is known counts. */
const findSeveral = (text: string): AccountState | 'ask' | undefined => {
  const [first, ...rest] = text
    .split(/[&(),/+|;:]| [-–] | and | und | et | y | e /i)
    .map((part) => findWord(foldName(part)))
  if (first === undefined || rest.length === 0) return undefined
  return worst.find((state) => state === first || rest.includes(state))
}

/** `USER_STATUS_DELETED`, `ACCOUNT_DISABLED`: the word behind the name of the column. */
const findWord = (folded: string): AccountState | 'ask' | undefined =>
  states.get(folded) ??
  states.get(
    folded.replace(
      /(?:회원|고객|계정|会员|用户|账号|アカウント|account|user|member|mitglied|konto|kunde|compte|cuenta|conta)$/u,
      '',
    ),
  ) ??
  states.get(folded.replace(/^(?:user|account|member|customer)?(?:status|state)?(?=\p{L}{3})/u, ''))

const presence: ReadonlySet<string> = new Set(
  listNames(`online, offline, away, busy, dnd, do not disturb, idle, invisible, afk, brb, be right back, be back later, available,
    unavailable, in a meeting, in a call, abwesend, en ligne, hors ligne, absent, en línea, desconectado, ocupado, 在线, 离线, 忙碌`).map(
    foldName,
  ),
)

/** Whether a word says where somebody is, not what the account is. */
export const isPresence = (text: string): boolean =>
  text.length <= longestWord && presence.has(foldName(text))

const blockNames: readonly string[] = listNames(`
  ok, normal, unlocked, unblocked, allowed, good standing, reactivated, restored, entsperrt, freigeschaltet, freigegeben, разблокирован, 正常, 정상`)
const noBlock: ReadonlySet<string> = new Set(blockNames.map(foldName))

/** Whether a word says in a column of blocks that there is none; `active` there is a block that holds. */
export const saysNoBlock = (text: string): boolean => noBlock.has(foldName(text))
