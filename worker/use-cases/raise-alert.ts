// Tells people, once a cause and day: a document, a line in the log, and the alarm. What nobody
// could be told of rings again until somebody is.
import { type Alert, alertOf, isUnheard } from '../domain/alert.ts'
import type { Micros } from '../domain/ledger.ts'
import type { Ref, Services } from '../ports.ts'
import { nowMicros } from './now.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'random' | 'log' | 'alarm'>

export interface Cause {
  readonly cause: string
  readonly facts: object
  /** Where several of one cause and day are news. */
  readonly occasion?: number | string | null
  /** Since when it is so: an alert that was written before could not tell of it. */
  readonly since?: Micros
}

/** Firestore calls at most, however many there are. */
export const ALERT_CALLS = 6

/** The document is the lock: of two who meet a cause at once, one tells. */
export async function raiseAlerts(s: Needs, causes: readonly Cause[]): Promise<void> {
  if (causes.length === 0) return
  const [token, now] = [s.random.uuid(), nowMicros(s.clock)]
  const wanted = causes.map(({ cause, facts, occasion = null, since = 0 }) => {
    return { alert: alertOf(cause, facts, token, now, occasion), since }
  })
  const alerts = await withNames(s, wanted)
  const unheard = await s.store.atomically(refsOf(alerts), (seen) => {
    const isNew = ({ id }: Alert): boolean => !seen[id]
    const changes = alerts.filter(isNew).map((value) => ({ ref: refOf(value), value }))
    const known = Object.values(seen).flatMap((alert) => alert ?? [])
    const own = known.filter((alert) => alert.token === token)
    const left = known.filter((alert) => alert.token !== token && isUnheard(alert, now))
    return { answer: [...alerts.filter(isNew), ...own, ...left], changes }
  })
  for (const { id, cause, facts, token: by } of unheard) {
    if (by === token) s.log.error('alert', { cause, alertId: id, facts: JSON.parse(facts) })
  }
  await ring(s, unheard)
}

/**
 * Whoever makes an alert unreadable, or as if it had been heard, before anybody raises it must not
 * keep it from being heard: it has another name then. By the database's word for when that was.
 */
async function withNames(
  { store }: Pick<Needs, 'store'>,
  wanted: readonly { readonly alert: Alert; readonly since: Micros }[],
): Promise<Alert[]> {
  const found = await store.look(refsOf(wanted.map(({ alert }) => alert)))
  const named = wanted.map(({ alert, since }): Alert => {
    const { value, writtenAt = '' } = found[alert.id] ?? { value: alert }
    if (!value) return { ...alert, id: `${alert.id}_${writtenAt}` }
    return Date.parse(writtenAt) < since / 1000 - 1
      ? { ...alert, id: `${alert.id}_${since}` }
      : alert
  })
  const renamed = named.filter(({ id }) => !(id in found))
  if (renamed.length === 0) return named
  const again = await store.look(refsOf(renamed))
  // Nobody can know this one before.
  const isBent = ({ id }: Alert): boolean => again[id]?.value === null
  return named.map((alert) =>
    isBent(alert) ? { ...alert, id: `${alert.id}_${alert.token}` } : alert,
  )
}

export const raiseAlert = (s: Needs, cause: Cause): Promise<void> => raiseAlerts(s, [cause])

/** Also those that another invocation stored, and died. */
export async function ring(
  s: Pick<Needs, 'store' | 'clock' | 'alarm'>,
  alerts: readonly Alert[],
): Promise<void> {
  const heard: Alert[] = []
  for (const alert of alerts) {
    if (await s.alarm.ring(alert)) heard.push(alert)
  }
  if (heard.length === 0) return
  await s.store.atomically(refsOf(heard), (seen) => {
    const rungAt = nowMicros(s.clock)
    const now = Object.values(seen).flatMap((alert) => alert ?? [])
    const unmarked = now.filter((alert) => alert.rungAt === 0)
    const changes = unmarked.map((alert) => ({ ref: refOf(alert), value: { ...alert, rungAt } }))
    return { answer: null, changes }
  })
}

const refOf = ({ id }: Alert): Ref<'alert'> => ({ kind: 'alert', id })

const refsOf = (alerts: readonly Alert[]): Record<string, Ref<'alert'>> =>
  Object.fromEntries(alerts.map((alert) => [alert.id, refOf(alert)]))
