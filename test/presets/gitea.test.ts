import { gitea } from '../../src/presets/gitea/gitea.js'
import { describePreset } from './describe-preset.js'

describePreset(gitea, [
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
