/// <reference lib="es2024.string" />
import type { Findings } from '../findings.js'

/**
 * Reports what no text in Logto can hold: NUL (PostgreSQL refuses it, Logto answers 500) and halves of
 * surrogate pairs (422, or silently stored as U+FFFD). True when the text is good.
 */
export const checkText = (text: string, field: string, findings: Findings): boolean => {
  const code = findTextFault(text)
  if (code === undefined) return true
  findings.addProblem(code, field, `${field}: ${textFaults[code]}`)
  return false
}

export type TextFault = 'nul_character' | 'lone_surrogate'

export const textFaults: Record<TextFault, string> = {
  nul_character: 'expected text without NUL characters, got one; remove it in the source.',
  lone_surrogate: 'expected whole Unicode characters, got half of a surrogate pair; mend it in the source.',
}

export const findTextFault = (text: string): TextFault | undefined => {
  if (text.includes('\0')) return 'nul_character'
  return text.isWellFormed() ? undefined : 'lone_surrogate'
}
