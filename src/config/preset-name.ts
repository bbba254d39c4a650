/** Whether a text can be a preset's name: it is a value of `--source` and a key of `customData`. */
export const isPresetName = (text: string): boolean => /^[a-z][a-z\d-]*$/.test(text)
