import { expect, test } from 'vitest'
import { type CountedData, settleColumns } from '../../../src/report/census/settle-columns.js'

const unknown = (column: string, filled = 4) => ({
  column,
  fate: 'unknown' as const,
  goesTo: `customData.${column}`,
  filled,
  nulls: 0,
})

const counted = (paths: string[], keptOut: CountedData['keptOut'], valid = 4): CountedData => ({
  customData: paths.map((path) => ({ path, users: 1 })),
  keptOut,
  valid,
  records: 4,
})

const fatesOf = (columns: string[], data: CountedData, filled = 4) =>
  Object.fromEntries(
    settleColumns(
      columns.map((column) => unknown(column, filled)),
      data,
    ).map(({ column, fate, goesTo }) => [column, `${fate} ${goesTo}`]),
  )

test('a column of which nothing is in customData was kept out, whatever the name of the secret in it', () => {
  const data = counted(['city', 'a.b', 'address.geo.lat', 'x.y.z'], { sid: 4, access_token: 4 })
  expect(fatesOf(['city', 'session', 'access_token', 'a', 'x.y.z.deep', 'a.c', 'address.geo'], data)).toEqual(
    {
      city: 'unknown customData.city',
      session: 'secret ',
      access_token: 'secret ',
      a: 'unknown customData.a',
      'x.y.z.deep': 'unknown customData.x.y.z.deep',
      'a.c': 'secret ',
      'address.geo': 'unknown customData.address.geo',
    },
  )
})

test('where nothing is kept out, a column that is not there was in records that do not go in', () => {
  expect(fatesOf(['note'], counted([], {}, 0))).toEqual({ note: 'unknown customData.note' })
})

test('where all who have it are rejected, only the name can tell', () => {
  const data = counted(['city'], { sid: 1 }, 2)
  expect(fatesOf(['note', 'access_token'], data, 2)).toEqual({
    note: 'unknown customData.note',
    access_token: 'secret ',
  })
})

test('a column that is used stays used', () => {
  const use = { column: 'pw', fate: 'used' as const, goesTo: 'passwordHash', filled: 4, nulls: 0 }
  expect(settleColumns([use], counted([], { pw: 4 }))).toEqual([use])
})
