import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { loseField } from './place-field.js'
import type { FieldReader } from './preset-table.js'

/** A flag such as `is_admin` as a role. */
export const putFlagRole =
  (role: string): FieldReader =>
  (user, value) => {
    const isGiven = readBoolean(value)
    if (isGiven === true && !user.roles.includes(role)) user.roles.push(role)
    return isGiven === undefined ? loseField(user, `the role ${role}`, 'yes or no') : true
  }
