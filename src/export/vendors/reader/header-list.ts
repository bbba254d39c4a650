/** Headers of a request or an answer; names of an answer are in lower case. */
export interface HeaderList {
  [name: string]: string
}

/** Headers as undici has them; several of one name are one. */
export const flattenHeaders = (headers: { [name: string]: string | string[] | undefined }): HeaderList =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
