import type { AdjustablePacer } from './adjustable-pacer.js'
import { createBottleneckSpacer } from './bottleneck-spacer.js'
import { createWindowPacer, type WindowPacerOptions } from './window-pacer.js'

/**
 * Bottleneck for the spacing, our window guard for the count: Bottleneck alone is not enough, `minTime` puts N + 1
 * into a window, a reservoir twice N. A pause or a new rate reaches everything that has not left yet.
 */
export const createBottleneckPacer = (options: Omit<WindowPacerOptions, 'spacer'>): AdjustablePacer =>
  createWindowPacer({ ...options, spacer: createBottleneckSpacer() })
