import { foldName } from '../fold-name.js'
import { listNames } from '../list-names.js'
import { isMadeOf, longestMadeName } from './made-of-words.js'
import { accountWords, fillWords, sinceWords } from './state-name-words.js'

const list = (text: string): readonly string[] => listNames(text).map(foldName)

const createdWords = list(`
  created, create, creation, erfasst, Erfassung, Erfassungs, registered, registration, register, reg, sign up, signup, signed up, joined, join, joining, added, add, inserted, insert, enrolled, onboarded, erstellt, angelegt, registriert, Erstellung, Registrierung,
  Anlage, beigetreten, création, créé, créée, inscrit, inscrite, inscription, enregistré, creación, creado, alta, registro, registrado, criação, criado, cadastro, cadastrado, inscrição, creazione, creato, registrazione, registrato, iscrizione, iscritto,
  Beitritt, Beitritts, Eintritt, Eintritts, Aufnahme, adhésion, ajout, ajouté, enregistrement, inscripción, inscrito, afiliación, inclusão, adesão, registo, adesione, inserimento, inserito,
  aanmelding, aanmeld, toegevoegd, dołączenia, założenia, utworzenie, zapisu, rejestracja, создание, регистрация, добавлен, добавления, вступления, üyelik, katılma, katılım, ekleme, açılış, 加入, 新增, 录入, 追加, 開設, 추가, aangemaakt, inschrijving, inschrijf, ingeschreven, aanmaak, registratie, geregistreerd, utworzenia, utworzono, utworzony, rejestracji, zarejestrowany, dodania, создания, создан, создано, регистрации, зарегистрирован, oluşturulma, oluşturma, kayıt, 创建, 注册, 建立, 作成, 登録, 入会, 생성, 가입, 등록`)

const dates = [...sinceWords, ...list('dt, ts, datetime, gmt, tm, day, stamp, 時間, 时间')]
const all: ReadonlySet<string> = new Set([...createdWords, ...accountWords, ...fillWords, ...dates])

const lastWords = list(
  `last, latest, recent, most recent, letzter, letzte, letztes, letzten, zuletzt, dernier, dernière, último, última, ultimo, ultima, laatste, laatst, ostatni, ostatnie, ostatnia, ostatnio, ostatniego, ostatniej, последней, последнее, последний, последнего, последняя, son, 最后, 最後, 上次, 最近, 最終, 直近, 前回, 마지막, 최근, 최종`,
)
const visitWords = list(`
  login, log in, logged in, signin, sign in, signed in, logon, seen, visit, visited, access, active, activity, action, online, accès, toegang, dostęp, dostępu, доступ, доступа, 접근, session, Besuch, Sitzung, gesehen, gezien, vu, vue, visto, vista, visita, ingreso, conexão, sessão, connessione, sessione, inlog, sessie, wizyta, wizyty, zalogowany, sesja, widziany, wejście,
  посещение, посещения, активность, авторизация, авторизации, сессия, ziyaret, görülme, erişim, 登入, 上线, サインイン, 訪問, 来店, 방문, 이용, Aktivität, activité, actividad, atividade, attività, activiteit, aktywność, aktywności, активности, 活动, 活動, 活跃, アクセス, 利用, 활동, utilisation, gebruikt, verwendet, used, use, Anmeldung, angemeldet, eingeloggt, Zugriff, connexion, connecté, visite, acceso, inicio de sesión, sesión, conexión, acesso, entrada, accesso,
  ingelogd, bezoek, logowanie, logowania, вход, входа, визит, активность, giriş, oturum, 登录, 登陆, 访问, ログイン, 접속, 로그인`)
const lastAll: ReadonlySet<string> = new Set([
  ...lastWords,
  ...visitWords,
  ...accountWords,
  ...fillWords,
  ...dates,
])

/**
 * Whether a name says when the account was made, or last used: `CREATE_DT`, `date_added`, `last_logged_in_at`. A moment alone
 * (`date`) and who made it (`created_by`) say neither.
 *
 * @param name folded
 */
export const readMomentName = (
  name: string,
): 'migratedFrom.createdAt' | 'migratedFrom.lastSignInAt' | undefined => {
  if (name.length > longestMadeName) return undefined
  if (
    lastWords.some((word) => name.includes(word)) &&
    visitWords.some((word) => name.includes(word)) &&
    isMadeOf(name, lastAll)
  )
    return 'migratedFrom.lastSignInAt'
  const isCreated =
    createdWords.some((word) => name.includes(word)) &&
    dates.some((word) => name.includes(word)) &&
    isMadeOf(name, all)
  return isCreated ? 'migratedFrom.createdAt' : undefined
}
