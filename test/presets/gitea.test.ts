import { gitea } from '../../src/presets/gitea/gitea.js'
import { describeSystem } from './describe-system.js'

describeSystem(gitea, [
  {
    file: 'users.csv',
    related: {
      emails: 'emails.csv',
      identities: 'identities.csv',
      teams: 'teams.csv',
      factors: 'factors.csv',
    },
  },
  { file: 'api.json', expected: 'api.expected-plans.json' },
])
