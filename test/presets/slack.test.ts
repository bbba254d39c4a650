import { slack } from '../../src/presets/slack/slack.js'
import { describePreset } from './describe-preset.js'

describePreset(slack, [
  { file: 'users.json' },
  { file: 'members.csv', expected: 'members.expected-plans.json' },
])
