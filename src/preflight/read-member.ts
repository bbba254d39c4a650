/** Member of an object whose shape is not known; undefined where there is none. */
export const readMember = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

export const readNumberMember = (value: unknown, name: string, absent: number): number => {
  const member = readMember(value, name)
  return typeof member === 'number' ? member : absent
}
