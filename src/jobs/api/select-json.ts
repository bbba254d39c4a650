import { MigrationError } from '../../outcome/migration-error.js'

/** Takes values out of an answer. Every value of the result is printed by itself. */
export type Selection = (value: unknown) => unknown[]

/**
 * Compiles the part of jq that field selection needs: `.`, `.name`, `."any name"`, `[0]`, `[-1]`, `[]`, one after the
 * other; `{id, name, mail: .primaryEmail}`; `length` and `keys`; stages joined by `|`.
 *
 * @throws {MigrationError} `usage/selection_invalid` when the text is none of it; the selection itself throws the
 *   same when a value cannot be gone into
 */
export const compileSelection = (text: string): Selection => {
  const reader = new Reader(text)
  const selection = readPipe(reader)
  if (!reader.isAtEnd) throw reader.error('the end')
  return selection
}

const readPipe = (reader: Reader): Selection => {
  const stages = [readStage(reader)]
  while (reader.take('|')) stages.push(readStage(reader))
  return (value) => stages.reduce<unknown[]>((values, stage) => values.flatMap(stage), [value])
}

const readStage = (reader: Reader): Selection => {
  if (reader.take('{')) return readObject(reader)
  if (reader.takeWord('length')) return (value) => [lengthOf(value)]
  if (reader.takeWord('keys')) return (value) => [keysOf(value)]
  return readPath(reader)
}

const readPath = (reader: Reader): Selection => {
  if (!reader.take('.')) throw reader.error('a path that begins with a dot, {, length or keys')
  const steps: Selection[] = []
  const first = reader.readName()
  if (first !== undefined) steps.push(memberOf(first))
  for (;;) {
    if (reader.take('[')) steps.push(readBrackets(reader))
    else if (steps.length > 0 && reader.take('.')) {
      const name = reader.readName()
      if (name === undefined) throw reader.error('a name')
      steps.push(memberOf(name))
    } else break
  }
  return (value) => steps.reduce<unknown[]>((values, step) => values.flatMap(step), [value])
}

const readBrackets = (reader: Reader): Selection => {
  if (reader.take(']')) return elementsOf
  const quoted = reader.readQuoted()
  const index = quoted === undefined ? reader.readInteger() : undefined
  if (quoted === undefined && index === undefined) throw reader.error(']')
  if (!reader.take(']')) throw reader.error(']')
  return quoted === undefined ? elementAt(index ?? 0) : memberOf(quoted)
}

const readObject = (reader: Reader): Selection => {
  const members: [name: string, selection: Selection][] = []
  do {
    const name = reader.readName()
    if (name === undefined) throw reader.error('a name')
    members.push([name, reader.take(':') ? readPath(reader) : memberOf(name)])
  } while (reader.take(','))
  if (!reader.take('}')) throw reader.error('}')
  return (value) => {
    let objects: [name: string, value: unknown][][] = [[]]
    for (const [name, selection] of members) {
      const values = selection(value)
      objects = objects.flatMap((object) =>
        values.map((one) => [...object, [name, one] as [string, unknown]]),
      )
    }
    return objects.map((object) => Object.fromEntries(object))
  }
}

const memberOf =
  (name: string): Selection =>
  (value) => {
    if (value === null || value === undefined) return [null]
    if (typeof value !== 'object' || Array.isArray(value)) {
      throw failure(
        `.${name} asks for a member of ${kindOf(value)}${Array.isArray(value) ? '; try .[]' : ''}`,
      )
    }
    return [Object.hasOwn(value, name) ? Reflect.get(value, name) : null]
  }

const elementsOf: Selection = (value) => {
  if (Array.isArray(value)) return value
  if (typeof value === 'object' && value !== null) return Object.values(value)
  throw failure(`[] goes over an array or an object, got ${kindOf(value)}`)
}

const elementAt =
  (index: number): Selection =>
  (value) => {
    if (value === null || value === undefined) return [null]
    if (!Array.isArray(value)) throw failure(`[${index}] takes an element of an array, got ${kindOf(value)}`)
    return [value.at(index) ?? null]
  }

const lengthOf = (value: unknown): number => {
  if (value === null || value === undefined) return 0
  if (typeof value === 'string') return [...value].length
  if (typeof value === 'object') return Array.isArray(value) ? value.length : Object.keys(value).length
  throw failure(`length measures an array, an object or a text, got ${kindOf(value)}`)
}

const keysOf = (value: unknown): string[] => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.keys(value).toSorted()
  throw failure(`keys lists the members of an object, got ${kindOf(value)}`)
}

/** Goes over the text of a selection; white space between tokens is of no matter. */
class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  get isAtEnd(): boolean {
    this.#skipSpace()
    return this.#at === this.#text.length
  }

  take(token: string): boolean {
    this.#skipSpace()
    if (!this.#text.startsWith(token, this.#at)) return false
    this.#at += token.length
    return true
  }

  takeWord(word: string): boolean {
    return this.#match(new RegExp(`${word}(?![\\w$])`, 'y')) !== undefined
  }

  /** A bare or quoted name; undefined, and nothing read, when there is none. */
  readName(): string | undefined {
    return this.#match(/[A-Za-z_$][\w$-]*/y) ?? this.readQuoted()
  }

  readQuoted(): string | undefined {
    const literal = this.#match(/"(?:[^"\\]|\\.)*"/y)
    if (literal === undefined) return undefined
    try {
      return String(JSON.parse(literal))
    } catch {
      throw this.error('a quoted name')
    }
  }

  readInteger(): number | undefined {
    const digits = this.#match(/-?\d{1,9}/y)
    return digits === undefined ? undefined : Number(digits)
  }

  error(expected: string): MigrationError {
    this.#skipSpace()
    const got = this.#at < this.#text.length ? `"${this.#text.slice(this.#at, this.#at + 20)}"` : 'the end'
    return failure(`expected ${expected} at character ${this.#at + 1} of "${this.#text}", got ${got}`)
  }

  #match(pattern: RegExp): string | undefined {
    this.#skipSpace()
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1
  }
}

const kindOf = (value: unknown): string =>
  Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`

const failure = (message: string): MigrationError =>
  new MigrationError('usage', 'selection_invalid', `--jq: ${message}; see logto-migrate docs api`)
