import type { ReportData, ReportRecord } from './report-schema.js'

/** The report as one JSON document, schemas/report.schema.json, all records included. Piece by piece. */
export async function* writeJson(
  data: ReportData,
  records: AsyncIterable<ReportRecord>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(data).slice(0, -1)},"problemRecords":[`
  let separator = '\n'
  for await (const record of records) {
    yield `${separator}${JSON.stringify(record)}`
    separator = ',\n'
  }
  yield ']}\n'
}
