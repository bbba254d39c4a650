// Makes package-lock.json whole: `npm install` leaves out optional packages of other platforms, or their integrity,
// and `npm ci` elsewhere then fails or installs what nobody vouched for. Call it after every `npm install`.
// With --check it changes nothing, asks no registry, and fails where something is missing.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const path = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(path, 'utf8'))
const { packages } = lock

const findMissing = () =>
  Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
    Object.entries(optionalDependencies)
      .filter(([name, range]) => /^\d/.test(range) && packages[`node_modules/${name}`] === undefined)
      .map(([name, version]) => ({ name, version })),
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
  for (const { name, version } of findMissing()) {
    const { os, cpu, libc, license, engines, dist } = ask(name, version)
    const entry = { version, integrity: dist.integrity, cpu, libc, license, optional: true, os, engines }
    const isDev = Object.values(packages).some(
      (parent) => parent.dev === true && parent.optionalDependencies?.[name] !== undefined,
    )
    packages[`node_modules/${name}`] = isDev ? { ...entry, dev: true } : entry
  }
  for (const { name, entry } of findUnvouched()) entry.integrity = ask(name, entry.version).dist.integrity
  const sorted = Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : 1))
  lock.packages = Object.fromEntries(sorted)
  writeFileSync(path, `${JSON.stringify(lock, undefined, 2)}\n`)
}
