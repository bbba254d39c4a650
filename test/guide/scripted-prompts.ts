import type { GuidePrompts } from '../../src/guide/guide-prompts.js'

/** Answers from a list, in order; what is shown is kept for whoever looks. */
export interface ScriptedPrompts extends GuidePrompts {
  shown: string[]
  /** Questions as they were asked, with the labels that could be picked. */
  asked: { message: string; labels: string[] }[]
}

/**
 * @param answers for `pick` a part of a label, for `ask` what is typed, for `confirm` yes or no
 */
export const scriptPrompts = (answers: (string | boolean)[]): ScriptedPrompts => {
  const shown: string[] = []
  const asked: ScriptedPrompts['asked'] = []
  const next = (message: string): string | boolean => {
    const answer = answers.shift()
    if (answer === undefined) throw new Error(`nobody has an answer to: ${message}`)
    return answer
  }
  return {
    shown,
    asked,
    begin: (title) => void shown.push(title),
    end: (text) => void shown.push(text),
    show: (title, lines) => void shown.push([title, ...lines].join('\n')),
    tell: (kind, text) => void shown.push(`${kind}: ${text}`),
    pick: async ({ message, choices }) => {
      asked.push({ message, labels: choices.map(({ label }) => label) })
      const wanted = next(message)
      const choice = choices.find(({ label }) => label.includes(String(wanted)))
      if (choice === undefined) throw new Error(`${message}: no choice ${wanted}`)
      return choice.value
    },
    ask: async ({ message, validate }) => {
      asked.push({ message, labels: [] })
      for (;;) {
        const answer = String(next(message))
        const fault = validate?.(answer)
        if (fault === undefined) return answer
        shown.push(`refused: ${fault}`)
      }
    },
    confirm: async ({ message }) => {
      asked.push({ message, labels: ['Yes', 'No'] })
      return next(message) === true
    },
    width: () => 72,
  }
}
