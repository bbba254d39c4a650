import { apiError } from '../../http/api-error.js'
import type { ApiError } from '../../http/api-error.js'
import { isYes } from '../is-yes.js'

const searchModes = ['exact', 'like', 'similar_to', 'posix'] as const
export type SearchMode = (typeof searchModes)[number]

export interface Match {
  /** As in the query, camel or snake case; undefined searches all fields. */
  field: string | undefined
  mode: SearchMode
  values: string[]
}

export interface Search {
  matches: Match[]
  joint: 'or' | 'and'
  isCaseSensitive: boolean
}

/** Reads `search…`, `mode…`, `joint` and `isCaseSensitive`. @throws ApiError 400 `request.invalid_input` */
export const readSearch = (query: URLSearchParams): Search => {
  const modes = new Map<string | undefined, SearchMode>()
  const values = new Map<string | undefined, string[]>()
  for (const [key, value] of query) {
    if (key.startsWith('mode')) {
      const field = readField(key)
      modes.set(field, readMode(value, field))
    } else if (key.startsWith('search')) {
      const field = readField(key)
      values.set(field, [...(values.get(field) ?? []), value])
    }
  }
  const matches = Array.from(values, ([field, given]): Match => {
    const mode = modes.get(field) ?? modes.get(undefined) ?? 'like'
    checkValues(mode, given)
    return { field, mode, values: given }
  })
  const joint = readJoint(query.get('joint') ?? query.get('jointMode'))
  return { matches, joint, isCaseSensitive: isYes(query.get('isCaseSensitive')) }
}

/** The error that Logto makes of a search it cannot run. */
export const invalidSearch = (details: string): ApiError =>
  apiError('request.invalid_input', { details }, { data: {} })

const readField = (key: string): string | undefined => {
  const [, field, ...rest] = key.split('.')
  if (rest.length === 0) return field
  const nested = [field, ...rest].join('.')
  throw invalidSearch(
    `Unsupported nested search field path \`${nested}\` detected. Only the first level field is supported.`,
  )
}

const readMode = (value: string, field: string | undefined): SearchMode => {
  const mode = searchModes.find((known) => known === value)
  if (mode) return mode
  const place = field ? ` for field \`${field}\`` : ''
  const expected = searchModes.join(', ')
  throw invalidSearch(`Search match mode \`${value}\`${place} is not valid, expect one of ${expected}.`)
}

const readJoint = (value: string | null): 'or' | 'and' => {
  if (!value || value === 'or') return 'or'
  if (value === 'and') return 'and'
  throw invalidSearch(`Search joint mode \`${value}\` is not valid, expect one of or, and.`)
}

const checkValues = (mode: SearchMode, values: readonly string[]): void => {
  if (mode !== 'exact' && values.length !== 1) {
    throw invalidSearch('Only one search value is allowed when search mode is not `exact`.')
  }
  if (values.includes('')) throw invalidSearch('Search value cannot be empty.')
}
