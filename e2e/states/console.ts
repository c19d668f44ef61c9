// A state of a page of the console, and all of them: a file in pages/console is one or more pages.
import { readdir } from 'node:fs/promises'
import type { Purchases } from './orders.ts'
import type { PageState } from './state.ts'

export const admin = (
  path: string,
  name: string,
  shows: PageState['shows'],
  more: Partial<PageState> = {},
): PageState => ({ as: 'boss', path: `/admin${path}`, name: `admin: ${name}`, shows, ...more })

const FOLDER = new URL('./pages/console/', import.meta.url)

type StatesOf = (purchases: Purchases) => readonly PageState[]

export async function consoleStates(purchases: Purchases): Promise<PageState[]> {
  const files = (await readdir(FOLDER)).sort()
  const modules = await Promise.all(
    files.map((file) => import(new URL(file, FOLDER).href) as Promise<{ statesOf: StatesOf }>),
  )
  return modules.flatMap(({ statesOf }) => statesOf(purchases))
}
