// Starts the Auth emulator of firebase-tools and cognito-local on free ports of loopback, and prints their addresses as
// one line of JSON. Ends with its standard input.
//
//   npm ci --prefix <folder with package.json and package-lock.json of this one> --ignore-scripts --omit=optional
//   node .ci/emulators/start.cjs <folder>
const { createServer } = require('node:http')
const Module = require('node:module')
const { join, resolve } = require('node:path')

const folder = resolve(process.argv[2])
const load = Module.createRequire(join(folder, 'package.json'))

// What calls Lambda and KMS is not installed (a hundred megabytes), and never called.
const nothing = function () {}
const absent = {
  KMS: nothing,
  Lambda: nothing,
  KmsKeyringNode: nothing,
  CommitmentPolicy: {},
  buildClient: () => ({}),
  getClient: () => nothing,
}
const find = Module._load
Module._load = (name, ...rest) =>
  /^(?:aws-sdk(?:\/.*)?|@aws-crypto\/client-node)$/.test(name) ? absent : find(name, ...rest)

const listen = (server) =>
  new Promise((done) => server.listen(0, '127.0.0.1', () => done(`127.0.0.1:${server.address().port}`)))

process.stdin.resume().once('end', () => process.exit())

const start = async () => {
  const { createApp } = load('firebase-tools/lib/emulator/auth/server')
  const firebase = await listen(createServer(await createApp('demo-acme')))
  const { createDefaultServer } = load('cognito-local/lib/server')
  // It keeps its pools below the working directory.
  process.chdir(folder)
  const { application } = await createDefaultServer(load('pino')({ level: 'silent' }))
  const cognito = await listen(createServer(application))
  console.log(JSON.stringify({ firebase, cognito }))
}

void start()
