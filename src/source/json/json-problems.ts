import type { Problem } from '../../outcome/problem.js'

/** The file ends inside a list or a record. */
export const truncated: Problem = {
  code: 'json_truncated',
  message:
    'The file ends before its last list or object is closed; records may be missing. Get a complete export.',
}

/** Over the 8 MiB that a record may have. */
export const tooLarge: Problem = {
  code: 'json_element_too_large',
  message:
    'Expected a record of at most 8 MiB, got a longer one. Shorten it, or say by jsonPath where the users are.',
}

/** Text that belongs to no record. */
export const garbage: Problem = {
  code: 'json_syntax',
  message: 'Expected an object or a list, got other text between the records. Remove it from the source.',
}

/** @param kind what stands there instead, in words */
export const notAnObject = (kind: string): Problem => ({
  code: 'json_not_object',
  message: `Expected an object for each user, got ${kind}.`,
})

/** @param byteCount passed over in search of the next sound record */
export const unrecoverable = ({ message }: Problem, byteCount: number): Problem => ({
  code: 'json_unrecoverable',
  message: `${message} ${byteCount} bytes were passed over, as no sound record could be found in them.`,
})

/** What `print` and `repr` of Python write, where it is not JSON. */
export const python: Problem = {
  code: 'json_python',
  message:
    "Expected JSON, got Python's notation (None, True, False, datetime). Write the file with json.dumps() instead of str() or repr().",
}
