import { test } from 'vitest'
import { killLinks } from './kill-links.js'

test('links, killed twice: everybody has one link in the end, nobody two', () => killLinks(2))
