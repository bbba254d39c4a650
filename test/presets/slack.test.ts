import { slack } from '../../src/presets/slack/slack.js'
import { describeSystem } from './describe-system.js'

describeSystem(slack, [
  { file: 'users.json' },
  { file: 'members.csv', expected: 'members.expected-plans.json' },
])
