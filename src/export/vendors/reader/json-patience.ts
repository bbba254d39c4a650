import type { JsonValue } from '../../../source/source-record.js'
import { parseJson } from '../../../source/json/values/parse-json.js'
import type { RawAnswer } from './try-again.js'
import type { Verdict } from './vendor-refusal.js'

/** How often something that is no JSON is taken for an accident: at a wrong address there is nothing else. */
const mostUnreadable = 4

/**
 * A page of a proxy, or half an answer, comes with a status of success as well. Nothing may be taken for an empty list
 * that is none.
 */
export class JsonPatience {
  readonly #bodies = new WeakMap<RawAnswer, { body: JsonValue | undefined }>()
  #unreadable = 0

  /** The body; undefined where it is no JSON. Each answer is read once. */
  read(answer: RawAnswer): JsonValue | undefined {
    const known = this.#bodies.get(answer) ?? { body: parseJson(answer.text) }
    this.#bodies.set(answer, known)
    return known.body
  }

  /** Of a success: undefined where it is one. */
  judge(answer: RawAnswer): Verdict | undefined {
    if (this.read(answer) !== undefined) return undefined
    this.#unreadable += 1
    return this.#unreadable < mostUnreadable ? 'transient' : 'other'
  }
}

/** What came instead, for a message. */
export const kindOf = ({ headers }: RawAnswer): string => {
  const [kind = ''] = (headers['content-type'] ?? '').split(';')
  return /^[\w/+.-]{1,60}$/.test(kind) ? kind : 'something else'
}
