import { readFileSync } from 'node:fs'

export interface Subject {
  title: string
  pages: { title: string; path: string }[]
}

/** Subjects and their pages as docs/README.md lists them: the one list that people and the site read. */
export const readContents = (path: string): Subject[] => {
  const [, ...subjects] = readFileSync(path, 'utf8').split(/^## /m)
  return subjects.map((text) => ({
    title: text.slice(0, text.indexOf('\n')).trim(),
    pages: Array.from(text.matchAll(/^- \[(.+?)\]\((.+?)\)/gm), ([, title = '', path = '']) => ({
      title,
      path,
    })),
  }))
}
