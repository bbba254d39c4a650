/**
 * What runs in the thread of one script, as text, so that the thread starts the same from the sources and from the
 * build. Like in Logto it is no sandbox: the script has the thread's globals (`fetch`, `crypto`, `Buffer`,
 * `process`, `setTimeout`), and no `require`.
 */
export const scriptWorkerSource = `
const { parentPort, workerData } = require('node:worker_threads')
const { runInThisContext } = require('node:vm')
for (const name of ['require', 'module', 'exports', '__filename', '__dirname']) delete globalThis[name]

const describe = (error) => {
  try {
    return error instanceof Error ? String(error.message) : String(error)
  } catch {
    return 'The script threw a value that could not be described.'
  }
}

const load = ({ script, entry }) => {
  try {
    const source = script + '\\n;typeof ' + entry + " === 'function' ? " + entry + ' : undefined;'
    const run = runInThisContext(source, { filename: 'logto-user-script.js' })
    return run ? { run } : { message: 'The script does not have a function named \`' + entry + '\`' }
  } catch (error) {
    return { message: describe(error) }
  }
}

const loaded = load(workerData)

parentPort.on('message', async ({ id, payload }) => {
  if (!loaded.run) return parentPort.postMessage({ id, message: loaded.message })
  try {
    const value = await loaded.run(payload)
    parentPort.postMessage({ id, text: value === undefined ? undefined : JSON.stringify(value) })
  } catch (error) {
    parentPort.postMessage({ id, message: describe(error) })
  }
})
`
