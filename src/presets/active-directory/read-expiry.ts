import type { JsonValue } from '../../source/source-record.js'
import { type DateOrder, findDateOrder, readEnd } from '../generic/setters/date-setter.js'
import type { PresetContext } from '../preset.js'

const orders = new WeakMap<PresetContext, [DateOrder | undefined]>()

/**
 * When an account ends, as PowerShell writes it in the habit of its machine (`1/31/2024 10:00:00 AM`): in the order that any date of the
 * file proves, and the later of the two where none does.
 */
export const readExpiry = (text: JsonValue, context: PresetContext): string | undefined => {
  let known = orders.get(context)
  if (known === undefined) {
    known = [findDateOrder(listTexts(context))]
    orders.set(context, known)
  }
  return readEnd(text, known[0])
}

function* listTexts({ sample = [] }: PresetContext): Generator<string> {
  for (const record of sample) {
    for (const key of Object.keys(record)) {
      const value = record[key]
      if (typeof value === 'string') yield value
    }
  }
}
