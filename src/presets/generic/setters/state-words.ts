import { foldName } from '../columns/fold-name.js'
import { listNames } from '../columns/list-names.js'

/** What becomes of an account: it comes as it is, it comes suspended, or it is left out. */
export type AccountState = 'active' | 'suspend' | 'skip'

/** Words of the usual systems (Okta, Entra, Keycloak, shops, forums) and languages for one state, folded. */
const words: { readonly [state in AccountState | 'ask']: readonly string[] } = {
  active: listNames(`
    active, enabled, enable, activated, ok, normal, valid, live, confirmed, verified, approved, registered, current, unlocked,
    unblocked, allowed, provisioned, recovery, password expired, in use, good standing, aktiv, aktiviert, freigeschaltet,
    freigegeben, actif, active, activé, activo, activa, ativo, ativa, habilitado, habilitada, attivo, attiva, abilitato, actief,
    ingeschakeld, aktywny, aktywna, aktywne, активен, активный, активна, активно, включен, aktif, etkin, 激活, 已激活,
    启用, 已启用, 正常, 有效, 有効, 利用中, アクティブ, 활성, 활성화, 정상, aktivní, aktív, aktivt, aktiivinen, käytössä`),
  suspend: listNames(`
    inactive, disabled, disable, deactivated, suspended, blocked, banned, locked, locked out, frozen, revoked, expired, closed,
    cancelled, canceled, archived, barred, denied, restricted, dormant, inaktiv, gesperrt, deaktiviert, blockiert, stillgelegt,
    abgelaufen, archiviert, inactif, suspendu, suspendue, bloqué, bloquée, désactivé, désactivée, banni, archivé, expiré, inactivo,
    inactiva, suspendido, suspendida, bloqueado, bloqueada, desactivado, desactivada, deshabilitado, inhabilitado, baneado,
    archivado, inativo, inativa, suspenso, desativado, desativada, desabilitado, banido, arquivado, inattivo, inattiva,
    disattivato, disabilitato, sospeso, bloccato, inactief, geblokkeerd, uitgeschakeld, geschorst, gedeactiveerd,
    nieaktywny, nieaktywna, zablokowany, zawieszony, wyłączony, неактивен, неактивный, заблокирован, заблокированный, отключен,
    приостановлен, pasif, engelli, engellendi, askıda, devre dışı, kilitli, 禁用, 已禁用, 停用, 已停用, 冻结, 已冻结, 封禁, 锁定, 已锁定,
    无效, 無効, 停止, 停止中, 利用停止, 凍結, 비활성, 비활성화, 정지, 차단, 잠금, inaktivt, spärrad, estetty, neaktivní`),
  skip: listNames(`
    deleted, removed, deprovisioned, erased, purged, destroyed, terminated, soft deleted, gelöscht, geloescht, entfernt, supprimé,
    supprimée, effacé, eliminado, eliminada, borrado, borrada, excluído, excluída, apagado, removido, eliminato, cancellato,
    rimosso, verwijderd, usunięty, usunięta, skasowany, удален, удалён, удаленный, silindi, silinmiş, 删除, 已删除, 注销, 已注销, 削除,
    削除済み, 退会, 退会済み, 삭제, 삭제됨, 탈퇴, borttagen, slettet, poistettu, smazaný`),
  // They are about the account, and do not say whether it may be used.
  ask: listNames(`
    pending, staged, invited, unverified, unconfirmed, not verified, waiting, awaiting approval, pending approval, on hold, hold, on
    leave, incomplete, requested, in review, review, ausstehend, eingeladen, wartend, en attente, pendiente, pendente, in attesa,
    in behandeling, oczekujący, ожидает, beklemede, 待审核, 未激活, 待激活, 保留, 仮登録, 대기`),
}

const states = new Map<string, AccountState | 'ask'>()
for (const state of ['active', 'suspend', 'skip', 'ask'] as const) {
  for (const word of words[state]) if (!states.has(foldName(word))) states.set(foldName(word), state)
}

/** Longer texts are no state. */
const longestWord = 40

/** What a word says; `ask` when it is about the account and does not say whether it may be used. */
export const readStateWord = (text: string): AccountState | 'ask' | undefined =>
  text.length > longestWord ? undefined : states.get(foldName(text))

const presence: ReadonlySet<string> = new Set(
  listNames(`online, offline, away, busy, dnd, do not disturb, idle, invisible, afk, brb, be right back, be back later, available,
    unavailable, in a meeting, in a call, abwesend, en ligne, hors ligne, absent, en línea, desconectado, ocupado, 在线, 离线, 忙碌`).map(
    foldName,
  ),
)

/** Whether a word says where somebody is, not what the account is. */
export const isPresence = (text: string): boolean =>
  text.length <= longestWord && presence.has(foldName(text))
