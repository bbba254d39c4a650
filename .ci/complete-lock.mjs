// Makes package-lock.json whole: `npm install` leaves out optional packages of other platforms, or their integrity,
// and `npm ci` elsewhere then fails or installs what nobody vouched for. Call it after every `npm install`.
// With --check it changes nothing, asks no registry, and fails where something is missing.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const path = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(path, 'utf8'))
const { packages } = lock

const folder = 'node_modules/'

/** The folder that a package is in, and those around it: where Node looks for what it needs. */
const foldersAround = (key) => {
  const starts = Array.from(
    key.matchAll(/(?:^|\/)node_modules\//g),
    ({ index, 0: text }) => index + text.length,
  )
  return starts.length === 0 ? [folder] : starts.toReversed().map((end) => key.slice(0, end))
}

const isThere = (key, name, version) =>
  [`${key}/${folder}`, ...foldersAround(key)].some(
    (around) => packages[`${around}${name}`]?.version === version,
  )

const findMissing = () =>
  Object.entries(packages).flatMap(([key, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, range]) => /^\d/.test(range) && !isThere(key, name, range))
      .map(([name, version]) => ({ name, version, dev, place: `${foldersAround(key)[0]}${name}` })),
  )

const findUnvouched = () =>
  Object.entries(packages)
    .filter(([key, entry]) => key !== '' && entry.link !== true && entry.integrity === undefined)
    .map(([key, entry]) => ({ name: key.slice(key.lastIndexOf('node_modules/') + 13), entry }))

const ask = (name, version) =>
  JSON.parse(execFileSync('npm', ['view', `${name}@${version}`, '--json'], { encoding: 'utf8' }))

if (process.argv.includes('--check')) {
  const missing = findMissing().map(({ name, version }) => `${name}@${version}: not in the lock`)
  const unvouched = findUnvouched().map(({ name, entry }) => `${name}@${entry.version}: no integrity`)
  const faults = [...missing, ...unvouched]
  if (faults.length > 0) {
    console.error(`package-lock.json is not whole; run node .ci/complete-lock.mjs\n${faults.join('\n')}`)
    process.exitCode = 1
  }
} else {
  for (const { name, version, dev, place } of findMissing()) {
    const { os, cpu, libc, license, engines, dist } = ask(name, version)
    const entry = { version, integrity: dist.integrity, cpu, libc, license, optional: true, os, engines }
    packages[place] = dev === true ? { ...entry, dev: true } : entry
  }
  for (const { name, entry } of findUnvouched()) entry.integrity = ask(name, entry.version).dist.integrity
  const sorted = Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : 1))
  lock.packages = Object.fromEntries(sorted)
  writeFileSync(path, `${JSON.stringify(lock, undefined, 2)}\n`)
}
