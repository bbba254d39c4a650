// Holds our types of Logto's API against those that Logto publishes. The package that has them wants newer versions
// of Node than this one supports, and would warn at every `npm ci`; so it is fetched for this check alone.
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const version = '1.42.0'
const integrity =
  'sha512-CxvLjoeuNcnOfXFcmACANVrT4I8OA1h6ZDCBqozwSgRuAHGjh9DT1Z8Jd7QJVR1VPp+8VyT1CK0aGiICMQwajQ=='

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = `${root}node_modules/.cache/logto-api`
const run = (command, args, options = {}) =>
  execFileSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  })

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const [packed] = JSON.parse(
  run('npm', ['pack', `@logto/api@${version}`, '--json', '--ignore-scripts', '--pack-destination', folder]),
)
if (packed.integrity !== integrity) throw new Error(`@logto/api@${version} is not the package that it was`)
run('tar', ['-xzf', packed.filename, '--strip-components=1'], { cwd: folder })
run(`${root}node_modules/.bin/tsc`, ['-p', 'test/logto/types'], { stdio: 'inherit' })
console.log(`Types agree with @logto/api ${version}.`)
