/** Enough to make the step from one batch to the next free, few enough to keep a run responsive. */
export const recordsPerBatch = 512
