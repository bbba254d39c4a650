import { readText } from '../../vocabulary/cells/read-text.js'
import { looksLikeAddress } from '../columns/find-login.js'
import type { ColumnPlace, ColumnSetter } from './column-place.js'
import { createColumnSetter } from './column-setter.js'

/** A column that most sign in with by address, and some by a name. */
export const createLoginSetter = (place: ColumnPlace): ColumnSetter => {
  const setEmail = createColumnSetter(['primaryEmail'], place)
  const setUsername = createColumnSetter(['username'], place)
  return (draft, value) => {
    const text = readText(value)
    if (text === undefined || looksLikeAddress(text)) setEmail(draft, value)
    else setUsername(draft, value)
  }
}
