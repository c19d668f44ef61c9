// Tells people, once a cause and day: a document, a line in the log, and the alarm.
import { alertOf } from '../domain/alert.ts'
import type { Services } from '../ports.ts'
import { nowMicros } from './now.ts'

/** The document is the lock: of two who meet the cause at once, one tells. */
export async function raiseAlert(
  s: Pick<Services, 'store' | 'clock' | 'random' | 'log' | 'alarm'>,
  cause: string,
  facts: object,
  occasion: number | null = null,
): Promise<void> {
  const value = alertOf(cause, facts, s.random.uuid(), nowMicros(s.clock), occasion)
  const ref = { kind: 'alert', id: value.id } as const
  const isNew = await s.store.atomically({ alert: ref }, ({ alert }) => {
    if (alert) return { answer: alert.token === value.token, changes: [] }
    return { answer: true, changes: [{ ref, value }] }
  })
  if (!isNew) return
  s.log.error('alert', { cause, alertId: value.id, facts })
  await s.alarm.ring(value)
}
