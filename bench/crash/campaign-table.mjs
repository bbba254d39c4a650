/** Adds up the rounds of a campaign. */
export const sumRounds = (rounds) => {
  const sum = { kills: 0, sessions: 0, users: 0, lifeMs: 0 }
  const tables = {
    moments: {},
    stops: {},
    requests: {},
    faults: {},
    outcomes: {},
    counts: {},
    circumstances: {},
    troubles: {},
  }
  for (const round of rounds) {
    for (const name of Object.keys(sum)) sum[name] += round[name]
    for (const name of Object.keys(tables)) addCounts(tables[name], round[name])
  }
  const tunnels = { 'connections broken by the proxy': 0 }
  for (const { proxy } of rounds) tunnels['connections broken by the proxy'] += proxy?.broken ?? 0
  return { ...sum, ...tables, tunnels }
}

const addCounts = (to, from) => {
  for (const [name, count] of Object.entries(from)) to[name] = (to[name] ?? 0) + count
}

/** The campaign as Markdown tables; what must be 0 comes last. */
export const describeCampaign = (rounds, seconds) => {
  const sum = sumRounds(rounds)
  const { outcomes, requests } = sum
  const lookups = (requests['GET /api/users'] ?? 0) + (requests['GET /api/roles/:id/users'] ?? 0)
  const created = outcomes.created ?? 0
  const general = {
    SIGKILLs: sum.kills,
    sessions: sum.sessions,
    'rounds (inputs, targets)': rounds.length,
    records: sum.users,
    'mean life of a killed session, ms': Math.round(sum.lifeMs / Math.max(1, sum.kills)),
    requests: total(requests),
    'create requests': requests['POST /api/users'] ?? 0,
    'created with an answer': created,
    'adopted after a lookup': outcomes.adopted ?? 0,
    'create requests sent in vain or again': (requests['POST /api/users'] ?? 0) - created,
    'lookups and list pages': lookups,
    'faults injected': total(sum.faults),
    minutes: (seconds / 60).toFixed(1),
  }
  return [
    table('campaign', 'number', general),
    table('killed at', 'kills', sum.moments),
    table('rounds with', 'rounds', sum.circumstances),
    table('what came about', 'times', { ...sum.troubles, ...sum.tunnels }),
    table('request', 'times', sum.requests),
    table('fault', 'times', sum.faults),
    ...(Object.keys(sum.stops).length > 0 ? [table('session ended by itself', 'times', sum.stops)] : []),
    table('must be 0', 'found', sum.counts),
  ].join('\n\n')
}

const total = (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0)

const table = (first, second, counts) => {
  const rows = Object.entries(counts).map(([name, count]) => [name, String(count)])
  const left = Math.max(first.length, ...rows.map(([name]) => name.length))
  const right = Math.max(second.length, ...rows.map(([, count]) => count.length))
  const line = (name, count) => `| ${name.padEnd(left)} | ${count.padStart(right)} |`
  return [
    line(first, second),
    `| ${'-'.repeat(left)} | ${'-'.repeat(right - 1)}: |`,
    ...rows.map(([name, count]) => line(name, count)),
  ].join('\n')
}
