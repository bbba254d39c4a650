import type { JsonValue } from '../../../source/source-record.js'

/** As databases, spreadsheets and forms of the usual languages write them, in small letters. */
const yesWords = `true t yes y 1 on 1.0 1,0 01 0x01 b'1' ja wahr oui vrai sí si sì verdadero verdadera sim verdadeiro verdadeira vero vera waar tak prawda да истина
  evet doğru dogru 是 はい 예 네 真 참 joo kyllä igen ano ✓ ✔ ☑ ✅ \u0001`
const noWords = `false f no n 0 off 0.0 0,0 00 0x00 b'0' nein falsch non faux falso falsa não nao nee onwaar nie fałsz falsz нет ложь hayır hayir yanlış yanlis
  否 いいえ 아니오 아니요 假 偽 거짓 ei nem ne nej nei ✗ ✘ ❌ ☐ \u0000`

const words = new Map<string, boolean>([
  ...yesWords.split(/[ \n]+/).map((word) => [word, true] as const),
  ...noWords.split(/[ \n]+/).map((word) => [word, false] as const),
])

/** A yes or no in any of the usual spellings (`true`, `t`, `1`, `yes`, `ja`, …); undefined when it says neither. */
export const readBoolean = (value: JsonValue | undefined): boolean | undefined => {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return words.get(value) ?? words.get(value.trim().toLowerCase())
  if (value === 1) return true
  if (value === 0) return false
  return typeof value === 'object' && value !== null ? readBit(value) : undefined
}

/** `{"type":"Buffer","data":[1]}`, as drivers write a BIT of MySQL, and numbers of MongoDB's exports. */
const readBit = (value: object): boolean | undefined => {
  if ('data' in value && Array.isArray(value.data) && value.data.length === 1)
    return readBoolean(value.data[0])
  if ('$numberInt' in value) return readBoolean(String(value.$numberInt))
  return '$numberLong' in value ? readBoolean(String(value.$numberLong)) : undefined
}
