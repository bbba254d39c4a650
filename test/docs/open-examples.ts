import { createPackedProject, type PackedProject } from './packed-package.js'
import { readBlocks } from './read-blocks.js'

/** Each page has a folder of its own; a block that begins with the name of a file is that file. */
export const examples = readBlocks()
  .filter(({ language }) => language === 'ts' || language === 'js')
  .map(({ page, line, language, text }) => {
    const named = /^\/\/ ([\w.-]+\.(?:m?[jt]s))\b/.exec(text)?.[1]
    const folder = page.replace(/\.md$/, '').toLowerCase()
    return {
      page,
      line,
      text,
      name: `${folder}/${named ?? `line-${line}.${language === 'js' ? 'mjs' : language}`}`,
    }
  })

export const exampleFiles = examples.map(({ name }) => name)

/** What the examples are written against and is no part of this repository, as its documentation describes it. */
const standIns = {
  'node_modules/@logto/browser/package.json': '{"type":"module","exports":{"types":"./index.d.ts"}}',
  'node_modules/@logto/browser/index.d.ts': `
    export default class LogtoClient {
      constructor(config: { endpoint: string; appId: string })
      signIn(options: { redirectUri: string; loginHint?: string; extraParams?: Record<string, string> }): Promise<void>
    }`,
  'docs/client/node_modules/@logto/api/lib/generated-types/management.d.ts': `
    export interface paths {
      '/api/resources': {
        get: {
          parameters: { query?: { includeScopes?: string } }
          responses: { 200: { content: { 'application/json': { id: string }[] } } }
        }
      }
    }`,
}

/** The packed package, and beside it every example as a file. */
export const openExamples = async (): Promise<PackedProject> => {
  const project = await createPackedProject()
  for (const { name, text } of examples) await project.write(name, text)
  for (const [name, text] of Object.entries(standIns)) await project.write(name, text)
  await project.write(
    'bare.ts',
    "export * from 'logto-migrate'\nexport * as testing from 'logto-migrate/testing'\n",
  )
  await project.write('out/package.json', '{"type":"module"}')
  return project
}
