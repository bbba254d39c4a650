import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FieldUse } from '../../src/presets/field-use.js'
import { generic } from '../../src/presets/generic/generic.js'
import { columnAliases } from '../../src/presets/generic/columns/column-aliases.js'
import { resolveColumns } from '../../src/presets/generic/columns/resolve-columns.js'
import { isSkip } from '../../src/presets/preset.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'
import { runs } from '../support/runs.js'

/** A text that is found again wherever it ends up. */
let count = 0
const mark = fc.constant(null).map(() => `mark${(count += 1)}x`)

const shape: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    mark,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(
        fc.constantFrom(
          'id',
          'value',
          'name',
          'type',
          'provider',
          'userId',
          'primary',
          'first',
          'last',
          'secret',
          'city',
          'google',
          'totp',
        ),
        fc.stringMatching(/^[a-z]{1,5}$/),
      ),
      tie('value'),
      { maxKeys: 3, noNullPrototype: true },
    ),
  ),
})).value

/** The marks in a value with the path of each, written as the report of parts writes it. */
const listMarks = (value: JsonValue, path: string): { leaf: string; path: string }[] => {
  if (typeof value === 'string') return [{ leaf: value, path }]
  if (Array.isArray(value)) return value.flatMap((item) => listMarks(item, `${path}[]`))
  if (typeof value !== 'object' || value === null) return []
  return Object.keys(value).flatMap((key) => listMarks(value[key] ?? null, `${path}.${key}`))
}

/** Columns are named by themselves or by the field that they stand for. */
const namesOf = (column: string, keys: string[]): string[] => {
  const path = resolveColumns(keys, {})[keys.indexOf(column)]?.path ?? []
  return [column, path.join('.'), path[0] ?? '', path.at(-1) ?? '', (path[0] ?? '').replace(/At$/, '')]
}

/** Kinds of losses and fields that speak of a path by another word. */
const spokenOf: { readonly [field: string]: RegExp } = {
  mfa: /second_factor|totp|passkey|backup_codes/,
  factors: /second_factor|totp|passkey/,
  totpSecret: /totp/,
  identities: /social_identity/,
  organizations: /organization/,
  profile: /profile/,
}

it('what becomes of every leaf is told: used, kept under its name, kept out as a secret, or named as lost', () => {
  const columns = fc.oneof(
    fc.constantFrom(...Object.values(columnAliases).flat()),
    fc.stringMatching(/^[a-z]{3,8}(?:_[a-z]{3,6})?$/),
  )
  fc.assert(
    fc.property(
      fc.dictionary(columns, shape, { maxKeys: 6, noNullPrototype: true }),
      (record: JsonObject) => {
        const fieldUse = new FieldUse()
        const user = generic.toUser(record, { ...emptyContext, fieldUse })
        if (isSkip(user)) return
        const kept = JSON.stringify({ ...user, losses: [], warnings: [], problems: [] })
        const said = JSON.stringify([
          user.losses,
          user.warnings ?? [],
          user.problems ?? [],
          user.unconvertiblePassword ?? null,
        ])
        const lost = new Set(fieldUse.report().flatMap((use) => (use.fate === 'lost' ? [use.column] : [])))
        const keys = Object.keys(record)
        for (const column of keys) {
          const names = namesOf(column, keys)
          const field = names[2] ?? ''
          const isNamed =
            names.some((name) => name !== '' && said.includes(name)) || (spokenOf[field]?.test(said) ?? false)
          // What stands in a column of passwords is a secret as a whole: it is converted or goes nowhere.
          if (/^(?:password|plaintextPassword)/.test(field)) continue
          for (const { leaf, path } of listMarks(record[column] ?? null, column)) {
            expect(
              kept.includes(leaf) || isNamed || lost.has(path),
              `${leaf} of ${column} in ${JSON.stringify(record)}: ${kept} ${said}`,
            ).toBe(true)
          }
        }
        // What is kept under its own name is listed as unknown.
        for (const column of keys) {
          const target = resolveColumns(keys, {})[keys.indexOf(column)]
          if (target?.isUnknown !== true || listMarks(record[column] ?? null, column).length === 0) continue
          expect(fieldUse.report().map((use) => use.column)).toContain(column)
        }
      },
    ),
    { numRuns: runs(1500) },
  )
})
