import type { JsonObject } from '../source/source-record.js'
import { judgeName, type JudgedName } from './judge-name.js'

const questionName = /question|frage|pregunta|pergunta|domanda|vraag|pytanie|вопрос|soru/i

/**
 * What the name of a member says, with what stands around it: an answer beside the question of a sign-in is its
 * secret; elsewhere it is a text.
 *
 * @param parent name of the object
 */
export const judgeBeside = (object: JsonObject, parent: string, key: string): JudgedName => {
  if (key.length <= 2 && isSecretInitial(object, parent, key)) return secretName
  // `{ securityQuestions: { 'First pet?': … } }`
  if (key.charCodeAt(key.length - 1) === 0x3f && signInQuestion.test(parent)) return secretName
  if (key === 'id' || key === '_id') return isSignIn(parent, object) ? secretName : judgeName(key)
  const judged = judgeIn(parent, key)
  if (judged.verdict === 'secret' || !judgeName(key).isAnswer || survey.test(parent)) return judged
  return Object.keys(object).some((name) => isQuestion(name, object[name]))
    ? judgeName(`security ${key}`)
    : judged
}

/** Parts of a private JSON Web Key, and `a` beside `q` in a list of security questions. */
const isSecretInitial = (object: JsonObject, parent: string, key: string): boolean =>
  (Object.hasOwn(object, 'kty') && /^(?:d|p|q|dp|dq|qi|k)$/.test(key)) ||
  (/^a$/i.test(key) &&
    (Object.hasOwn(object, 'q') || Object.hasOwn(object, 'Q')) &&
    signInQuestion.test(parent))

/** `{ sessions: [{ id, ip }] }` are those of a browser; other sessions are lessons. */
const isSignIn = (parent: string, object: JsonObject): boolean =>
  signInParent.test(parent) && Object.keys(object).some((name) => signInTrace.test(name))

const signInParent = /session|sitzung|sesion|sessao|sessie|sesj|сесси|oturum|会话|會話|セッション|세션/i
const signInTrace =
  /^ip|[_-]ip$|Ip$|agent|browser|device|expir|last_?(?:active|seen|used|access)|impersonat|token/i

/** Its words: the number of one is that of a form. */
const isQuestion = (name: string, value: unknown): boolean =>
  questionName.test(name) && typeof value === 'string' && /\p{L}/u.test(value)

/** Whose questions are no secrets. */
const survey =
  /survey|quiz|poll|faq|prompt|interview|form|application|feedback|onboarding|exam|trivia|intake|icebreaker|umfrage|encuesta|sondage|pesquisa|sondaggio|ankiet|опрос|anket/i

const secretName = judgeName('secret')

const signInQuestion =
  /secur|\bsec[_ -]?q|secret|recover|geheim|sicher|segur|sicurez|безопас|секрет|challenge|reset/i

/** `codes` alone says little, `codes` in `mfa` all. */
const judgeIn = (parent: string, key: string): JudgedName => {
  const own = judgeName(key)
  if (parent === '' || !own.isRelative || questionName.test(key) || own.verdict === 'secret') return own
  const whole = judgeName(`${parent} ${key}`)
  return whole.verdict === 'secret' ? whole : own
}
