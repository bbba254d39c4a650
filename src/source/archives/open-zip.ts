import { MigrationError } from '../../outcome/migration-error.js'
import { openWorkbook } from '../spreadsheet/open-workbook.js'
import { chooseMember } from './choose-member.js'
import type { PackedInput, PackedOptions } from './packed-input.js'
import { isBomb, isEncrypted, ZipFile } from './zip-file.js'

const documents: readonly [member: string, what: string][] = [
  ['word/document.xml', 'a Word document: save the table in it as CSV'],
  ['ppt/presentation.xml', 'a presentation: give the export itself'],
  ['META-INF/MANIFEST.MF', 'a Java archive: give the export itself'],
  ['xl/workbook.bin', 'a binary workbook (.xlsb): save it as .xlsx or CSV'],
  ['content.xml', 'an OpenDocument file (.ods): save it as .xlsx or CSV'],
  ['Index/Document.iwa', 'a Numbers document: export it as CSV or .xlsx'],
]

export const openZip = async (path: string, options: PackedOptions): Promise<PackedInput> => {
  const zip = await ZipFile.open(path).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : 'unknown error'
    throw unreadable(
      path,
      `is a ZIP archive or an Excel workbook that cannot be opened (${why}). Get a sound copy`,
      cause,
    )
  })
  try {
    if (zip.find('xl/workbook.xml') !== undefined) return await openWorkbook(path, zip, options.sheet)
    const document = documents.find(([member]) => zip.find(member) !== undefined)
    if (document !== undefined) throw unreadable(path, `is ${document[1]}`)
    const names = zip.entries.map(({ fileName }) => fileName)
    const name = chooseMember(path, names, options.member)
    const entry = zip.find(name)!
    if (isEncrypted(entry)) {
      throw unreadable(path, `is encrypted: extract ${name} with its password and give that file`)
    }
    if (isBomb(entry))
      throw unreadable(path, `holds ${name}, which grows out of all proportion: extract it and look at it`)
    return {
      bytes: readAndClose(zip, entry),
      name,
      kind: 'zip',
      note: { code: 'archive_member', message: `The file ${name} was read out of the archive.` },
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

const readAndClose = async function* (
  zip: ZipFile,
  entry: ZipFile['entries'][number],
): AsyncGenerator<Buffer> {
  try {
    yield* zip.read(entry)
  } finally {
    zip.close()
  }
}

const unreadable = (path: string, what: string, cause?: unknown): MigrationError =>
  new MigrationError('input', 'input_format', `Cannot read ${path}, which ${what}.`, { cause })
