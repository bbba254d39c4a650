/** `hash:salt:version`; an upgraded hash names every version that it went through. */
export const magentoShape =
  /^[0-9a-f]{32,128}:[^:]{1,128}:(?:[0-2]|3_\d{1,4}_\d{1,4}_\d{1,12})(?::[0-3_\d]{1,32})*$/i
