/**
 * The budget in Redis, in scripts that Redis runs one at a time. Two keys, which expire when nobody asks:
 *
 * - KEYS[1], a sorted set: the slots of the last window, each with the moment from which it counts
 * - KEYS[2], a hash: the rate, `nextMs` (the next slot of the even pace), `pausedMs` (nobody before),
 *   `seenMs` (the latest time seen), `epoch` and `seq` (make ids)
 *
 * Times are milliseconds by the clock of Redis: the clocks of the processes may differ as they like.
 */
const clock = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
`

/**
 * ARGV: slots wanted, limit, windowMs, spanMs, spacingMs, catchUpMs, horizonMs, epoch of the slots that the caller
 * has used within the last window ('' when none).
 *
 * Gives only what is due within `horizonMs`, so that a process that dies takes few slots with it. Where the caller
 * has used slots of late that are not known here (Redis was restarted), or the clock was set back, the window counts
 * as full.
 *
 * @returns limit, windowMs, waitMs, epoch, then id and inMs of each slot, all as text
 */
export const reserveScript = `${clock}
local stored = redis.call('HMGET', KEYS[2],
  'limit', 'windowMs', 'spanMs', 'spacingMs', 'catchUpMs', 'horizonMs', 'nextMs', 'pausedMs', 'seenMs', 'epoch')
local nextMs = tonumber(stored[7] or '0')
local pausedMs = tonumber(stored[8] or '0')
local epoch = stored[10]
if not stored[1] then
  for index = 1, 6 do stored[index] = ARGV[index + 1] end
  epoch = string.format('%.0f', now)
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[2], 'limit', stored[1], 'windowMs', stored[2], 'spanMs', stored[3],
    'spacingMs', stored[4], 'catchUpMs', stored[5], 'horizonMs', stored[6], 'epoch', epoch)
elseif now < tonumber(stored[9] or '0') - 1000 then
  nextMs = now + tonumber(stored[3])
  pausedMs = 0
  redis.call('DEL', KEYS[1])
end
local limit = tonumber(stored[1])
local spanMs = tonumber(stored[3])
if ARGV[8] ~= '' and ARGV[8] ~= epoch then nextMs = math.max(nextMs, now + spanMs) end
local spacingMs = tonumber(stored[4])
local catchUpMs = tonumber(stored[5])
local horizonMs = tonumber(stored[6])

redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - spanMs)
local known = redis.call('ZCARD', KEYS[1])
local waitMs = 0
local answer = { stored[1], stored[2], '0', epoch }
for _ = 1, tonumber(ARGV[1]) do
  local atMs = math.max(now, nextMs, pausedMs)
  if known >= limit then
    atMs = math.max(atMs, tonumber(redis.call('ZRANGE', KEYS[1], -limit, -limit, 'WITHSCORES')[2]) + spanMs)
  end
  if atMs - now > horizonMs then
    waitMs = atMs - now
    break
  end
  local id = epoch .. '-' .. redis.call('HINCRBY', KEYS[2], 'seq', 1)
  redis.call('ZADD', KEYS[1], string.format('%.3f', atMs), id)
  known = known + 1
  nextMs = math.max(nextMs, nextMs == 0 and now or now - catchUpMs) + spacingMs
  answer[#answer + 1] = id
  answer[#answer + 1] = string.format('%.3f', atMs - now)
end
answer[3] = string.format('%.3f', waitMs)
redis.call('HSET', KEYS[2], 'nextMs', string.format('%.3f', nextMs), 'pausedMs', string.format('%.3f', pausedMs),
  'seenMs', string.format('%.3f', now))
local lifeMs = math.ceil(math.max(pausedMs - now, nextMs - now, 0) + spanMs * 2)
redis.call('PEXPIRE', KEYS[1], lifeMs)
redis.call('PEXPIRE', KEYS[2], lifeMs)
return answer
`

/** ARGV: id and milliseconds of each slot that was used later. */
export const moveScript = `
for index = 1, #ARGV, 2 do
  redis.call('ZADD', KEYS[1], 'XX', 'INCR', ARGV[index + 1], ARGV[index])
end
`

/** ARGV: ids of slots that were not used. */
export const releaseScript = `redis.call('ZREM', KEYS[1], unpack(ARGV))`

/** ARGV: milliseconds. No burst follows: the even pace begins anew behind the pause. */
export const pauseScript = `${clock}
local untilMs = now + tonumber(ARGV[1])
for _, field in ipairs({ 'pausedMs', 'nextMs' }) do
  local beforeMs = tonumber(redis.call('HGET', KEYS[2], field) or '0')
  redis.call('HSET', KEYS[2], field, string.format('%.3f', math.max(beforeMs, untilMs)))
end
local lifeMs = math.ceil(tonumber(ARGV[1]) + tonumber(redis.call('HGET', KEYS[2], 'spanMs') or '60000') * 2)
if redis.call('PTTL', KEYS[2]) < lifeMs then
  redis.call('PEXPIRE', KEYS[1], lifeMs)
  redis.call('PEXPIRE', KEYS[2], lifeMs)
end
`

/**
 * ARGV: limit, windowMs, spanMs, spacingMs, catchUpMs, horizonMs. Departures are remembered for one window of the
 * old rate; under a longer one nothing leaves until they reach back far enough.
 */
export const setRateScript = `${clock}
local oldSpanMs = tonumber(redis.call('HGET', KEYS[2], 'spanMs') or '0')
local spanMs = tonumber(ARGV[3])
local nextMs = tonumber(redis.call('HGET', KEYS[2], 'nextMs') or '0')
-- The schedule of a slower rate must not hold back a faster one.
nextMs = math.max(math.min(nextMs, now), now + spanMs - oldSpanMs)
redis.call('HSET', KEYS[2], 'limit', ARGV[1], 'windowMs', ARGV[2], 'spanMs', ARGV[3], 'spacingMs', ARGV[4],
  'catchUpMs', ARGV[5], 'horizonMs', ARGV[6], 'nextMs', string.format('%.3f', nextMs))
redis.call('HSETNX', KEYS[2], 'epoch', string.format('%.0f', now))
local lifeMs = math.ceil(math.max(nextMs - now, 0) + math.max(spanMs, oldSpanMs) * 2)
redis.call('PEXPIRE', KEYS[1], lifeMs)
redis.call('PEXPIRE', KEYS[2], lifeMs)
`
