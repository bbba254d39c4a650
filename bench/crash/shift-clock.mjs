// Loaded before the program (`node --import`): a machine whose clock is off by CRASH_CLOCK_MS.
const offMs = Number(process.env.CRASH_CLOCK_MS ?? 0)
const RealDate = Date

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + offMs)
    else super(...parts)
  }

  static now() {
    return RealDate.now() + offMs
  }
}
