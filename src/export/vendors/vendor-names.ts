/** Systems whose API is read, as on the command line. */
export const vendorNames: readonly string[] = ['okta', 'kratos', 'workos']
