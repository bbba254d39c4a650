import type { Connector } from '../../logto/calls/connectors.js'
import { describeNeeds, examplesOf, type NamedNeed } from './named-need.js'
import type { Need, PreflightCheck } from '../preflight-check.js'

/** Whether the target has a connector for each kind of social identity in the input. */
export const judgeConnectors = (
  needed: ReadonlyMap<string, Need>,
  connectors: readonly Connector[],
): PreflightCheck[] => {
  const present = new Set(connectors.filter(({ type }) => type === 'Social').map(({ target }) => target))
  const needs: NamedNeed[] = Array.from(needed, ([name, need]) => ({ name, ...need }))
  const missing = needs.filter(({ name }) => !present.has(name))
  const found = needs.filter(({ name }) => present.has(name))
  const checks: PreflightCheck[] = []
  if (missing.length > 0) {
    checks.push({
      name: 'connectors',
      status: 'warning',
      message: `No social connector for ${describeNeeds(missing, 'targets')}. These identities go in, and are of use once a connector of that target is set up; or map the name to the target of one that is there.`,
      examples: examplesOf(missing),
      decide: 'connectors',
    })
  }
  if (found.length > 0) {
    const message = `Social connectors are there for ${describeNeeds(found, 'targets')}.`
    checks.push({ name: 'connectors', status: 'ok', message })
  }
  return checks
}
