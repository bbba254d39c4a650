import { expect, test } from 'vitest'
import { describeColumns } from '../../../src/report/census/column-text.js'

const unknown = (column: string) => ({
  column,
  fate: 'unknown' as const,
  goesTo: `customData.${column}`,
  filled: 4,
  nulls: 0,
})

test('a column that is kept out as a secret does not go to customData', () => {
  const lines = describeColumns([unknown('city'), unknown('access_token'), unknown('extra')], 4, { extra: 4 })
  expect(lines.slice(2)).toEqual([
    '    100 %  city → customData.city',
    '    100 %  access_token → nowhere: kept out as a secret',
    '    100 %  extra → nowhere: kept out as a secret',
  ])
})

test('one with a secret here and there does', () => {
  expect(describeColumns([unknown('extra')], 4, { extra: 1 })).toContain(
    '    100 %  extra → customData.extra',
  )
})
