/** The value at a dotted path of an answer: `customData.crmId`, `organizationRoles.0.name`. */
export const pickField = (record: unknown, path: string): unknown => {
  let value: unknown = record
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = Reflect.get(value, name)
  }
  return value
}
