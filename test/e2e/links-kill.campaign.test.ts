import { test } from 'vitest'
import { killLinks } from './kill-links.js'

test('links, killed eight times: everybody has one link in the end, nobody two', { timeout: 300_000 }, () =>
  killLinks(8),
)
