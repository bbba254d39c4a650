import { open } from 'node:fs/promises'
import type { Preset } from '../../presets/preset.js'
import { presets } from '../../presets/registry.js'
import { isReadOnce } from '../../source/bytes/is-read-once.js'
import { openPacked } from '../../source/archives/open-packed.js'
import type { PackedOptions } from '../../source/archives/packed-input.js'
import { sniffFormat, type SniffedFormat } from '../../source/sniff/sniff-format.js'

const sampleBytes = 64 * 1024
/** A single row must look this much like the system before its columns are believed. */
const surest = 0.5

/**
 * Column names for a CSV file that has no header line, from the preset that knows its layout by the number of
 * fields. Undefined when the file has a header, or is no CSV.
 *
 * @param given the preset that the operator named; undefined asks all of them
 */
export const findColumns = async (
  path: string | undefined,
  given: Preset | undefined,
  options: SniffOptions = {},
): Promise<readonly string[] | undefined> => {
  const candidates = (given === undefined ? presets : [given]).filter(
    (preset) => preset.csvColumns !== undefined,
  )
  // Standard input can be read once only: there the header is believed.
  if (path === undefined || candidates.length === 0 || (await isReadOnce(path))) return undefined
  const { firstRow, width } = await sniffFile(path, options)
  if (firstRow === undefined) return undefined
  for (const preset of candidates) {
    const columns = preset.csvColumns?.(firstRow.length) ?? columnsOfMost(given, width)
    if (columns === undefined) continue
    const hasHeader = firstRow.some((cell) => cell !== '' && columns.includes(cell))
    const row = Object.fromEntries(columns.map((name, index) => [name, firstRow[index] ?? '']))
    if (!hasHeader && (given !== undefined || preset.recognise([row]).score >= surest)) return columns
  }
  return undefined
}

/** The first row may be broken: of a system that was named, the others say what it should be. */
const columnsOfMost = (
  given: Preset | undefined,
  width: number | undefined,
): readonly string[] | undefined => (width === undefined ? undefined : given?.csvColumns?.(width))

/** What a file is, or the file inside an archive, by its first 64 KiB. */
export const sniffFile = async (
  path: string,
  { encoding, strict, ...inside }: SniffOptions = {},
): Promise<SniffedFormat> => {
  const how = { encoding, isStrict: strict }
  const packed = await openPacked(path, inside)
  if (packed === undefined) return sniffFormat(await readSample(path), path, how)
  const parts: Buffer[] = []
  let size = 0
  for await (const chunk of packed.bytes) {
    parts.push(chunk)
    size += chunk.length
    if (size >= sampleBytes) break
  }
  const sniffed = await sniffFormat(Buffer.concat(parts), packed.name, how)
  return { ...sniffed, evidence: [packed.note.message, ...sniffed.evidence] }
}

interface SniffOptions extends Pick<PackedOptions, 'member' | 'sheet'> {
  encoding?: string | undefined
  strict?: boolean | undefined
}

const readSample = async (path: string): Promise<Buffer> => {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
