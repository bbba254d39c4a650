import { isCertainName, isLikelyName, isPersonKey } from '../json-envelope.js'
import { isPageKey } from './page-keys.js'
import { isJsonObject } from '../judge-json.js'
import type { JsonObject } from '../../source-record.js'

/**
 * Whether one of several objects of a file is a page that holds records, and no record itself: it has a list of
 * objects, and beside it only what pages say, whatever its records are. Several objects in a row are records
 * otherwise, though they hold lists.
 */
export const isPage = (object: JsonObject): boolean => {
  const keys = Object.keys(object)
  const lists = keys.filter((key) => isList(object[key]))
  if (lists.some(isCertainName)) return true
  const others = keys.filter((key) => !lists.includes(key))
  const [first = ''] = lists
  // Under any other name an empty list may be a field of a record that has nothing there.
  const isOnlyOne = lists.length === 1 && !isPersonKey(first) && !isEmpty(object[first])
  return (lists.some(isLikelyName) || isOnlyOne) && others.every(isPageKey)
}

const isEmpty = (value: JsonObject[string] | undefined): boolean => Array.isArray(value) && value.length === 0

const isList = (value: JsonObject[string] | undefined): boolean =>
  Array.isArray(value) && value.every(isJsonObject)
