// Whoever opens the console without being an admin must be told nothing and change nothing, on
// every page of it: also on one that is added tomorrow.
import { expect, test } from 'vitest'
import type { Viewer } from '../../shared/pages.ts'

interface Route {
  readonly loader?: Door
  readonly action?: Door
}
type Door = (visit: object) => unknown

const routes = Object.entries(
  import.meta.glob<Route>('../routes/admin*.tsx', { eager: true }),
).flatMap(([file, { loader, action }]) =>
  Object.entries({ loader, action }).flatMap(([name, door]) =>
    door ? [[`${file.replace('../routes/', '')} ${name}`, door] as const] : [],
  ),
)

const USER: Viewer = { userId: 'alice', email: null, name: null, admin: false }

async function knock(door: Door, viewer: Viewer | null) {
  const asked: string[] = []
  const api = async (path: string) => {
    asked.push(path)
    return Response.json({})
  }
  const request = new Request('http://localhost/admin/x', {
    method: 'POST',
    body: new URLSearchParams({ intent: 'any' }),
  })
  const context = { viewer, api, requestId: '', locale: 'en', zone: 'UTC', now: 0 }
  const thrown = await Promise.resolve()
    .then(() => door({ request, context, params: { id: 'x' } }))
    .then(
      () => null,
      (error: unknown) => error,
    )
  return { asked, thrown: thrown as { init?: ResponseInit; status?: number } | null }
}

test('there are pages, and some of them act', () => {
  expect(routes.length).toBeGreaterThan(15)
  expect(routes.filter(([name]) => name.endsWith('action')).length).toBeGreaterThan(3)
})

test.each(routes)('%s asks nothing for people who are no admins', async (_, door) => {
  const user = await knock(door, USER)
  expect(user).toMatchObject({ asked: [], thrown: { init: { status: 403 } } })
  const nobody = await knock(door, null)
  expect(nobody).toMatchObject({ asked: [], thrown: { status: 302 } })
})
