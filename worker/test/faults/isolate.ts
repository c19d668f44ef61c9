// One isolate of the Worker behind the real edge. It can die in the middle of anything: whoever
// waits for it then learns nothing, and what it was about to do is never done.
import { UserId } from '../../../shared/ids.ts'
import { createApp } from '../../http/app.ts'
import { EVERY_FIVE_MINUTES, tick } from '../../jobs/cron.ts'
import { consume, type WorkBatch } from '../../jobs/queue.ts'
import type { Services, VerifiedToken } from '../../ports.ts'
import type { Harness } from '../harness.ts'
import { ADMIN, ADMIN2 } from '../people.ts'

const ORIGIN = 'http://localhost:8787'

export class Died extends Error {
  override readonly name = 'Died'
}

export interface Isolate {
  readonly services: Services
  /** These four reject with `Died` when it dies under way. */
  run<T>(work: (services: Services) => Promise<T>): Promise<T>
  send(path: string, init: RequestInit): Promise<Response>
  consume(batch: WorkBatch): Promise<void>
  tick(): Promise<void>
  die(): void
}

export function startIsolate(harness: Harness): Isolate {
  const services: Services = { ...harness.isolate(), identity: signedIn(harness), limiter }
  const { settings } = harness
  const app = createApp(
    () => ({ settings, services: () => services }),
    async () => new Response('a page'),
    () => harness.recorder.log,
  )
  let die: () => void = () => undefined
  const death = new Promise<never>((_, reject) => {
    die = () => reject(new Died('the isolate died'))
  })
  death.catch(() => undefined)
  const alive = <T>(work: Promise<T>): Promise<T> => Promise.race([work, death])
  return {
    services,
    run: (work) => alive(work(services)),
    send: (path, init) => alive(Promise.resolve(app.request(`${ORIGIN}${path}`, init))),
    consume: (batch) => alive(consume(services, batch)),
    tick: () => alive(tick(services, EVERY_FIVE_MINUTES)),
    die: () => die(),
  }
}

/** `Bearer alice` is alice; `admin` and `admin2` are admins: who somebody is has its own tests. */
function signedIn({ clock, services }: Harness): Services['identity'] {
  const verify = async (name: string): Promise<VerifiedToken> => {
    const seconds = Math.floor(clock.now() / 1000) - 60
    const times = { authTime: seconds, issuedAt: seconds }
    const admin = name === ADMIN || name === ADMIN2
    return { userId: UserId.parse(name), email: null, name: null, admin, ...times }
  }
  return {
    ...services.identity,
    verifyIdToken: verify,
    accountState: async () => 'active',
    signedOutAt: async () => null,
  }
}

const limiter: Services['limiter'] = {
  take: async () => ({ allowed: true, retryAfterSeconds: 0, degraded: false }),
  healthy: async () => true,
}
