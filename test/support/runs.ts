/**
 * How often a large property is tried: an eighth of its runs by `npm test`, all of them by the campaigns, which run again
 * every file that asks.
 */
export const runs = (all: number): number =>
  process.env['PROPERTY_RUNS'] === 'all' ? all : Math.ceil(all / 8)
