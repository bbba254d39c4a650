import { test } from 'vitest'
import { killLinks } from './kill-links.js'

test('links, killed eight times: everybody has one link in the end, nobody two', () => killLinks(8))
