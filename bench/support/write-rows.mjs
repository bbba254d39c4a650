import { once } from 'node:events'

const chunk = 1 << 18

/** Writes so many rows to a stream, as fast as it takes them, and ends it. */
export const writeRows = async (sink, { head, row, tail }, records) => {
  let text = head
  for (let n = 1; n <= records; n += 1) {
    text += row(n)
    if (text.length < chunk) continue
    if (!sink.write(text)) await once(sink, 'drain')
    text = ''
  }
  sink.end(text + tail)
}
