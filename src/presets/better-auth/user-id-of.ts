import { keyedBy } from '../vocabulary/keyed-by.js'

/** The user that a row of a joined table belongs to, as the keys of a related file. */
export const userIdOf = keyedBy('userId', 'user_id', 'userid')
