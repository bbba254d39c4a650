/** The system no longer knows the place where a part was to go on: the part begins again, with empty files. */
export class StaleCursor extends Error {
  override readonly name = 'StaleCursor'
}
