import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Manifest } from '../../../src/export/manifest/manifest-schema.js'
import { type ExportTrial, movedName } from './export-trial.js'

export interface Examination {
  /** Users who were there all the time, and are in no file. */
  lost: number
  /** Users, and rows of other files, that are there more than once. */
  doubled: number
  /** Users of one moment with what belongs to them of another. */
  torn: number
  /** Users that the other client had renamed. */
  moved: number
}

type Row = Record<string, unknown>

/** Looks for whoever is missing from the files of an export, or in them twice. */
export const examineExport = async (
  folder: string,
  { files }: Manifest,
  { users: count, email, id, related }: ExportTrial,
): Promise<Examination> => {
  const users = new Map<number, { key: string; isMoved: boolean; hasInside: boolean }>()
  let doubled = 0
  const owners = new Set<string>()
  for (const { name, path } of files) {
    const known = new Set<string>()
    for await (const line of createInterface({ input: createReadStream(join(folder, path)) })) {
      const row = JSON.parse(line) as Row
      if (name === 'users') {
        const number = numberOf(row[email])
        if (users.has(number)) doubled += 1
        users.set(number, {
          key: JSON.stringify(row[id]),
          isMoved: line.includes(movedName),
          hasInside: related.isInside?.(row) === true,
        })
        continue
      }
      if (known.has(line)) doubled += 1
      known.add(line)
      if (name === related.file && related.isOne?.(row) !== false) {
        owners.add(JSON.stringify(row[related.owner!]))
      }
    }
  }
  let lost = 0
  for (let number = 1; number <= count; number += 1) if (!users.has(number)) lost += 1
  let torn = 0
  let moved = 0
  for (const [number, { key, isMoved, hasInside }] of users) {
    const has = related.file === undefined ? hasInside : owners.has(key)
    const isOwner = number > count || number % related.every === 0
    if (has === isMoved && (isOwner || isMoved)) torn += 1
    if (isMoved) moved += 1
  }
  return { lost, doubled, torn, moved }
}

/** An entry of a directory may have several addresses. */
const numberOf = (value: unknown): number => {
  const [, digits] = /(\d+)@/.exec(JSON.stringify(value)) ?? []
  if (digits === undefined) throw new Error(`expected a number before the @, got ${JSON.stringify(value)}`)
  return Number(digits)
}
