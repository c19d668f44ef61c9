// Checkout Sessions: the endpoints, and the one way a session expires.
import { invalid, missing } from './errors.ts'
import { emit } from './events.ts'
import { list as wholeList } from './expand.ts'
import { type ListShape, listOf, listPage } from './lists.ts'
import type { Call, Route } from './route.ts'
import { createSession } from './session-create.ts'
import { SESSION_LIST, SESSION_UPDATE } from './session-params.ts'
import type { Context, SessionRow } from './types.ts'

const PATH = '/v1/checkout/sessions'
const LIST: ListShape = {
  url: PATH,
  params: SESSION_LIST,
  fields: {
    customer: '$.customer',
    payment_intent: '$.payment_intent',
    payment_link: '$.payment_link',
    status: '$.status',
    subscription: '$.subscription',
  },
}

export const sessionRoutes: Route[] = [
  { name: 'checkout.sessions.create', method: 'POST', path: PATH, prepare: createSession },
  { name: 'checkout.sessions.list', method: 'GET', path: PATH, prepare: list },
  { name: 'checkout.sessions.retrieve', method: 'GET', path: `${PATH}/:id`, prepare: retrieve },
  { name: 'checkout.sessions.update', method: 'POST', path: `${PATH}/:id`, prepare: update },
  {
    name: 'checkout.sessions.expire',
    method: 'POST',
    path: `${PATH}/:id/expire`,
    prepare: expire,
  },
  {
    name: 'checkout.sessions.listLineItems',
    method: 'GET',
    path: `${PATH}/:id/line_items`,
    prepare: lineItems,
  },
]

export function existingSession({ store }: Context, id: string): SessionRow {
  const session = store.get('checkout.session', id)
  if (!session) throw missing('checkout.session', id)
  return session
}

/** An open session can't be paid any more; its payment intent, if it had one, is cancelled. */
export function expireSession(context: Context, session: SessionRow): SessionRow {
  const { store } = context
  const expired = { ...session, status: 'expired', url: null } satisfies SessionRow
  store.save(expired)
  store.unschedule(session.id)
  const intent = session.payment_intent && store.get('payment_intent', session.payment_intent)
  if (intent) {
    const canceled = {
      ...intent,
      status: 'canceled',
      canceled_at: context.seconds(),
      cancellation_reason: 'automatic',
    } as const
    store.save(canceled)
    emit(context, 'payment_intent.canceled', canceled)
  }
  emit(context, 'checkout.session.expired', expired)
  return expired
}

function list({ params, context }: Call): () => object {
  const email = params.object('customer_details')?.string('email')
  const page = listPage(params, LIST)
  if (email !== undefined) page.where['$.customer_details.email'] = email
  return () => listOf(context, 'checkout.session', page, PATH)
}

function retrieve({ params, context, id }: Call): () => object {
  params.allow({})
  return () => existingSession(context, id)
}

function update({ params, context, id }: Call): () => object {
  params.allow(SESSION_UPDATE)
  return () => {
    const before = existingSession(context, id)
    const metadata = params.metadata('metadata', before.metadata ?? {})
    const after = { ...before, metadata } satisfies SessionRow
    context.store.save(after)
    return after
  }
}

function expire({ params, context, id }: Call): () => object {
  params.allow({})
  return () => {
    const session = existingSession(context, id)
    if (session.status !== 'open') {
      const message =
        `Only Checkout Sessions with a status in ["open"] can be expired. ` +
        `This Checkout Session has a status of \`${session.status}\`.`
      throw invalid(message)
    }
    return expireSession(context, session)
  }
}

function lineItems({ params, context, id }: Call): () => object {
  listPage(params, { url: PATH, params: {} })
  return () => {
    existingSession(context, id)
    return wholeList(context.store.extra(id)?.lineItems ?? [], `${PATH}/${id}/line_items`)
  }
}
