/** Set once something invalid has been met, so that records of a sound file need not be looked through. */
export interface DecodingState {
  hasInvalidBytes: boolean
}
