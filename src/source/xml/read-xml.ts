import type { Problem } from '../../outcome/problem.js'
import type { ByteWindow } from '../bytes/byte-window.js'
import { hasInvalidMark } from '../encoding/mark-invalid-bytes.js'
import { encodingProblem } from '../json/judge-json.js'
import type { RecordCounter } from '../input/record-counter.js'
import { recordsPerBatch } from '../input/records-per-batch.js'
import type { SourceRecord } from '../source-record.js'
import { stepOf } from './list-xml-tables.js'
import { walkXml } from './walk-xml.js'
import { hasMixedContent, nameOf, toObject, type XmlElement } from './xml-element.js'

/** As of JSON. */
const maxRecordChars = 8 * 1024 * 1024
/** Levels inside one user. */
const maxRecordDepth = 50

/** The elements at one path, each a record; of the others nothing is kept. */
export const readXml = async function* (
  window: ByteWindow,
  path: string,
  counter: RecordCounter,
): AsyncGenerator<SourceRecord[]> {
  let batch: SourceRecord[] = []
  const paths: string[] = []
  let open: XmlElement[] = []
  let begin = 1
  let size = 0
  let fault: Problem | undefined
  const walk = walkXml(window, counter.file, {
    onOpen: (name, attributes, line) => {
      const outer = paths.at(-1)
      const step = stepOf(name, attributes)
      paths.push(outer === undefined ? step : `${outer}/${step}`)
      if (open.length === 0 && paths.at(-1) !== path) return
      if (open.length === 0) [begin, size, fault] = [line, 0, undefined]
      size += name.length + 16
      for (const key in attributes) size += key.length + (attributes[key]?.length ?? 0)
      if (open.length >= maxRecordDepth) fault ??= tooDeep
      if (size > maxRecordChars) fault ??= tooLong
      const element: XmlElement = { name, attributes, children: [], text: '' }
      if (fault === undefined) open.at(-1)?.children.push(element)
      open.push(element)
    },
    onText: (text) => {
      const element = open.at(-1)
      if (element === undefined || fault !== undefined) return
      size += text.length
      if (hasInvalidMark(text)) fault = encodingProblem(nameOf(element))
      else if (size > maxRecordChars) fault = tooLong
      else element.text += text
    },
    onClose: () => {
      paths.pop()
      const element = open.pop()
      if (element === undefined || open.length > 0) return
      open = []
      const problem = fault ?? (hasMixedContent(element) ? mixed : undefined)
      batch.push(
        problem === undefined ? counter.good(begin, toObject(element)) : counter.bad(begin, problem, ''),
      )
    },
  })
  for await (const _ of walk) {
    if (batch.length < recordsPerBatch) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

const problemOf = (what: string): Problem => ({
  code: 'xml_record',
  message: `${what} Export the table as CSV or JSON.`,
})

const mixed = problemOf('Text and elements stand side by side in the record, which no field can hold.')
const tooDeep = problemOf(
  `Expected at most ${maxRecordDepth} elements inside each other in a record, got more.`,
)
const tooLong = problemOf('Expected at most 8 MiB in a record, got more.')
