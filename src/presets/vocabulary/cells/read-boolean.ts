import type { JsonValue } from '../../../source/source-record.js'

/**
 * Yes and no, and what spreadsheets and forms write for them in the usual languages. Single letters that are a code
 * as well (`s`, `d`) are none of them: `flag-reader.ts` reads these beside their opposites.
 */
const yes = `true t yes y 1 on ja oui sí si sim sì tak da да evet kyllä áno ano igen ναι 是 はい 예 네 wahr vrai verdadero
  verdadeiro vero waar prawda истина doğru sant tosi pravda igaz 真 참 ✓ ✔ ☑ ✅`
const no = `false f no n 0 off nein non não nao nee nie нет hayır hayir nej nei ei ne nem όχι 否 いいえ 아니오 아니요 falsch
  faux falso onwaar fałsz ложь yanlış falsk epätosi nepravda hamis 假 偽 거짓 ✗ ✘ ☐ ❌`
const listWords = (text: string): string[] => text.split(/\s+/)

const words = new Map<string, boolean>([
  ...listWords(yes).map((word): [string, boolean] => [word, true]),
  ...listWords(no).map((word): [string, boolean] => [word, false]),
])

/** A yes or no in any of the usual spellings (`true`, `t`, `1`, `yes`, …); undefined when it says neither. */
export const readBoolean = (value: JsonValue | undefined): boolean | undefined => {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return words.get(value) ?? words.get(value.trim().toLowerCase())
  if (value === 1) return true
  if (value === 0) return false
  return undefined
}
