import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * What takes longest, in the order in which it is begun: begun last, one of these would be waited for by itself. Where they
 * have run before, vitest knows how long the others took; in a fresh clone it goes by the size of the file.
 */
export const longest = [
  'test/pace/redis/redis-pacer.test.ts',
  'test/e2e/signals.test.ts',
  'test/e2e/init.test.ts',
  'test/e2e/changing-input.test.ts',
  'test/e2e/trickle.test.ts',
  'test/e2e/trickle-upstreams.test.ts',
  'test/e2e/crash-code.test.ts',
  'test/e2e/import-exit-codes.test.ts',
  'test/source/worker/read-csv-in-worker.test.ts',
  'test/jobs/links/links.test.ts',
  'test/e2e/true-ends.test.ts',
  'test/e2e/proxy.test.ts',
  'test/e2e/import-formats.test.ts',
  'test/crash/outage.test.ts',
  'test/crash/memberships.test.ts',
  'test/e2e/trickle-traps.test.ts',
  'test/trickle/traps.test.ts',
  'test/pace/concurrency/throughput-rule.test.ts',
  'test/e2e/logs.test.ts',
  'test/rollback/rollback.test.ts',
  'test/e2e/keep-legacy.test.ts',
  'test/e2e/rollback.test.ts',
  'test/source/compression.test.ts',
  'test/import/ambiguous.test.ts',
]

/** Begins the longest first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = longest.length
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = longest.findIndex((path) => moduleId.endsWith(`/${path}`))
      return place < 0 ? others : place
    }
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b))
  }
}
