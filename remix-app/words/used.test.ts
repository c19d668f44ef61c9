// Whoever mends or translates the words of the pages must not spend the day on some that nobody
// reads any more.
import { expect, test } from 'vitest'

const files = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../build/**', '!../**/*.test.*'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const words = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./*.test.ts'], { eager: true })

const IMPORT = /^import [^;]*? from '[^']+'$/gm
const ASKED = /\b([A-Z][A-Z_]+)\b(?:\s*\.\s*(\w+))?/g

/** `HISTORY.title`, and `HISTORY` where it is handed on whole or has another name. */
function askedFor(): Set<string> {
  const bare = (line: string): string => (line.includes(' as ') ? line : '')
  const code = Object.values(files).map((text) => text.replace(IMPORT, bare))
  const asked = code.join('\n').replaceAll(/export const [A-Z_]+/g, '')
  return new Set(
    [...asked.matchAll(ASKED)].map(([, name = '', key]) => (key ? `${name}.${key}` : name)),
  )
}

test('every word is on some page', () => {
  const asked = askedFor()
  const unused = Object.values(words)
    .flatMap((exported) => Object.entries(exported))
    .filter(([name, value]) => typeof value === 'object' && !asked.has(name))
    .flatMap(([name, value]) => Object.keys(value ?? {}).map((key) => `${name}.${key}`))
    .filter((word) => !asked.has(word))
  expect(unused).toEqual([])
})
