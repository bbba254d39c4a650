import { RegExpParser, type AST } from '@eslint-community/regexpp'

/** A text to attack an expression with: what leads to the place, what is repeated there, what makes it fail. */
export interface Attack {
  prefix: string
  pump: string
  suffix: string
}

/** One of each class of characters that expressions tell apart. */
const alphabet = [...' \t\n\0aAfx10é中-_.@/\\"\'{}[]()<>=$:;,*+|#?&%~^`!\u200b\uff11']

/** Quantifiers that repeat no more than this cost a constant. */
const longestBound = 1000

const mostSamples = 6

const parser = new RegExpParser()

/**
 * Texts that make an expression slow where any does: runs of every class of characters, and for each place that
 * repeats without a bound what it repeats, alone, two by two, with what stands around it, and with the way there.
 */
export const makeAttacks = (source: string, flags: string): Attack[] => {
  const pattern = parser.parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  })
  const letters = pickLetters(source)
  const sampler = new Sampler(flags, letters)
  const attacks = new Map<string, Attack>()
  const add = (prefix: string, pump: string, suffix: string): void => {
    if (pump !== '') attacks.set(JSON.stringify([prefix, pump, suffix]), { prefix, pump, suffix })
  }
  for (const letter of alphabet) {
    for (const other of ['\0', 'x', '-'])
      if (other !== letter) add(other === '\0' ? '' : other, letter, other)
  }
  for (const { element, prefix, after } of findLoops(pattern.alternatives, sampler)) {
    const samples = sampler.samplesOf(element)
    const pumps = [
      ...samples,
      ...samples.flatMap((one) => samples.map((other) => one + other)),
      ...samples.flatMap((one) => after.map((next) => one + next)),
      ...samples.map((one) => prefix + one),
      ...samples.flatMap((one) => after.map((next) => prefix + one + next)),
    ]
    for (const pump of pumps) for (const suffix of ['\0', '\n!']) add(prefix, pump, suffix)
  }
  return [...attacks.values()]
}

/** What the pattern itself spells out comes first: it is where its parts overlap. */
const pickLetters = (source: string): string[] => [
  ...new Set([...source].filter((letter) => !'()[]{}?*+|^$\\'.includes(letter)).concat(alphabet)),
]

interface Loop {
  element: AST.QuantifiableElement
  prefix: string
  /** What may follow the loop. */
  after: string[]
}

const findLoops = (alternatives: readonly AST.Alternative[], sampler: Sampler): Loop[] => {
  const loops: Loop[] = []
  const walk = (node: AST.Element, prefix: string, after: string[]): void => {
    if (node.type === 'Quantifier') {
      if (node.max > longestBound) loops.push({ element: node.element, prefix, after })
      walk(node.element, prefix, after)
    } else if ('alternatives' in node) {
      for (const alternative of node.alternatives)
        if (alternative.type === 'Alternative') walkAll(alternative, prefix, after)
    }
  }
  const walkAll = ({ elements }: AST.Alternative, prefix: string, after: string[]): void => {
    let before = prefix
    elements.forEach((element, index) => {
      const next = elements[index + 1]
      walk(element, before, next === undefined ? after : sampler.samplesOf(next))
      before += sampler.samplesOf(element)[0] ?? ''
    })
  }
  for (const alternative of alternatives) walkAll(alternative, '', [])
  return loops
}

/** Texts that parts of an expression match. */
class Sampler {
  readonly #flags: string
  readonly #letters: readonly string[]

  constructor(flags: string, letters: readonly string[]) {
    this.#flags = flags.replace(/[gy]/g, '')
    this.#letters = letters
  }

  samplesOf(node: AST.Element): string[] {
    switch (node.type) {
      case 'Character':
        return [String.fromCodePoint(node.value)]
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ExpressionCharacterClass': {
        const one = new RegExp(`^${node.raw}$`, this.#flags)
        return this.#letters.filter((letter) => one.test(letter)).slice(0, mostSamples)
      }
      case 'Quantifier': {
        const once = this.samplesOf(node.element)
        return once.map((text) => text.repeat(Math.max(1, Math.min(node.min, longestBound))))
      }
      case 'Group':
      case 'CapturingGroup':
        return node.alternatives.flatMap((one) => this.#join(one)).slice(0, mostSamples)
      default:
        return ['']
    }
  }

  #join({ elements }: AST.Alternative): string[] {
    const parts = elements.map((element) => this.samplesOf(element))
    const longest = Math.max(1, ...parts.map(({ length }) => length))
    return Array.from({ length: longest }, (_, index) =>
      parts.map((samples) => samples[index % Math.max(1, samples.length)] ?? '').join(''),
    )
  }
}
