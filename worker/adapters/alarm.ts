// Posts an alert to whoever watches: a chat's incoming webhook, or a pager's. The work that raised
// it never fails or waits long for it: the alert is stored and logged already.
import type { Alarm, Log } from '../ports.ts'

const ALARM_TIMEOUT_MS = 3_000

export interface AlarmOptions {
  /** Nobody is told without one. */
  readonly url: string | undefined
  readonly fetch: typeof fetch
  readonly log: Pick<Log, 'warn'>
  readonly timeoutMs?: number
}

export function createAlarm({ url, fetch, log, timeoutMs }: AlarmOptions): Alarm {
  return {
    async ring({ id, cause, facts, at }) {
      if (url === undefined) return true
      // `text` is what chats show; pagers take the rest.
      const body = JSON.stringify({ text: `KAI Wallet: ${cause} ${facts}`, id, cause, facts, at })
      try {
        const answer = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs ?? ALARM_TIMEOUT_MS),
        })
        await answer.body?.cancel()
        if (!answer.ok) log.warn('alarm_refused', { alertId: id, status: answer.status })
        return answer.ok
      } catch {
        log.warn('alarm_unheard', { alertId: id })
        return false
      }
    },
  }
}
