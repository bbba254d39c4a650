import { defineConfig } from 'vitest/config'
import base, { campaigns } from './vitest.config.js'

/** Campaigns, whole sets of vectors, large properties, real servers and terminals: `npm run test:campaigns`. */
export default defineConfig({ ...base, test: { ...base.test, include: campaigns, exclude: [] } })
