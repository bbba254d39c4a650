/**
 * The `key=value` pairs of one field of a PHC string: `ln=14,r=8,p=1`. Undefined for anything else. A value may
 * hold `=`, since base64 padding does.
 */
export const readPhcParameters = (field: string): Map<string, string> | undefined => {
  const parameters = new Map<string, string>()
  for (const pair of field.split(',')) {
    const equals = pair.indexOf('=')
    if (equals <= 0) return undefined
    parameters.set(pair.slice(0, equals), pair.slice(equals + 1))
  }
  return parameters
}
