// Asks and tells the server about what waits, straight through the API, and keeps it in IndexedDB.
import { createStore, del, set, values } from 'idb-keyval'
import type { CommitmentList, PredictionView } from '../../../shared/api/predictions.ts'
import type { PackageList, PurchaseView } from '../../../shared/api/tokens.ts'
import type { BalanceView, CommitAnswer } from '../../../shared/api/wallet.ts'
import type { FailureCode } from '../../../shared/failure.ts'
import { deviceNow } from '../device-clock.ts'
import type { Present } from './decide.ts'
import type { Waiting, WaitingCommitment, WaitingPurchase } from './entry.ts'
import { commitmentIdOf, purchaseIdOf } from './ids.ts'
import type { Means, Sent } from './queue.ts'

const TIMEOUT_MS = 20_000
const LOCK = 'kai-waiting'
const AWAY = { kind: 'away' } as const

export function browserMeans(announce: () => void): Means {
  const store = createStore('kai-waiting', 'entries')
  return {
    store: {
      all: () => values<Waiting>(store),
      put: (entry) => set(entry.id, entry, store),
      replace: (entry) => store('readwrite', (place) => replaceIn(place, entry)),
      remove: (id) => del(id, store),
    },
    look: (entry) => look(entry).catch(() => null),
    send: (entry) => (entry.kind === 'commitment' ? commit(entry) : buy(entry)),
    alone: async (work) => {
      // Without locks two tabs may ask at once; the key still lets it happen once.
      if (navigator.locks) await navigator.locks.request(LOCK, work)
      else await work()
    },
    now: deviceNow,
    announce,
  }
}

/** Of the same key only: what was tapped since is another one. */
function replaceIn(place: IDBObjectStore, entry: Waiting): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let isThere = false
    const found: IDBRequest<Waiting | undefined> = place.get(entry.id)
    found.onsuccess = () => {
      isThere = found.result?.key === entry.key
      if (isThere) place.put(entry, entry.id)
    }
    place.transaction.oncomplete = () => resolve(isThere)
    place.transaction.onabort = () => reject(place.transaction.error)
  })
}

async function look(entry: Waiting): Promise<Present | null> {
  const [balance, prediction, offers, arrivedTo] = await Promise.all([
    read<BalanceView>('/api/wallet/balance'),
    entry.kind === 'commitment' ? readOrGone<PredictionView>(predictionPath(entry)) : null,
    entry.kind === 'purchase' ? read<PackageList>('/api/tokens/packages') : null,
    entry.wasSent ? arrival(entry) : null,
  ])
  const offer = offers?.items.find(({ id }) => 'packageId' in entry && id === entry.packageId)
  return { balance, prediction, offer: offer ?? null, arrivedTo }
}

const predictionPath = ({ predictionId }: WaitingCommitment): string =>
  `/api/predictions/${encodeURIComponent(predictionId)}`

async function arrival(entry: Waiting): Promise<string | null> {
  if (entry.kind === 'purchase') {
    const id = await purchaseIdOf(entry.userId, entry.key)
    const made = await readOrGone<PurchaseView>(`/api/tokens/purchases/${id}`)
    return made && `/wallet/purchases/${id}`
  }
  const { predictionId } = entry
  const id = await commitmentIdOf(entry.userId, entry.key)
  const query = new URLSearchParams({ predictionId, limit: '100' })
  const made = await read<CommitmentList>(`/api/wallet/commitments?${query}`)
  return made.items.some((one) => one.id === id) ? receiptOf(predictionId, id) : null
}

const receiptOf = (predictionId: string, id: string): string =>
  `/predictions/${encodeURIComponent(predictionId)}?${new URLSearchParams({ receipt: id })}`

async function commit(entry: WaitingCommitment): Promise<Sent> {
  const { predictionId, position, tokens, oddsBps } = entry
  const body = { predictionId, position, tokens, oddsBps }
  return post<CommitAnswer>('/api/wallet/commit', entry, body, ({ commitment }) =>
    receiptOf(predictionId, commitment.id),
  )
}

async function buy(entry: WaitingPurchase): Promise<Sent> {
  const body = { packageId: entry.packageId }
  return post<PurchaseView>('/api/tokens/purchase', entry, body, (made, isReplay) =>
    // Its first answer is an old one: it may be paid or cancelled by now.
    made.checkoutUrl && !isReplay ? made.checkoutUrl : `/wallet/purchases/${made.purchaseId}`,
  )
}

const MOVED: readonly FailureCode[] = [
  'ODDS_CHANGED',
  'PREDICTION_CLOSED',
  'INSUFFICIENT_TOKENS',
  'IDEMPOTENCY_KEY_REUSED',
]

async function post<Made>(
  path: string,
  { userId, key, kind }: Waiting,
  body: object,
  placeOf: (made: Made, isReplay: boolean) => string,
): Promise<Sent> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        // Whoever else is signed in by now must not pay for it.
        'x-viewer': userId,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (answer.ok) {
      const isReplay = answer.headers.get('idempotency-replayed') === 'true'
      return { kind: 'done', to: placeOf((await answer.json()) as Made, isReplay) }
    }
    if (answer.status === 401 || answer.status === 429 || answer.status >= 500) return AWAY
    // The words of refusals are only loaded by whoever meets one here.
    const { readProblem } = await import('../problem.ts')
    const about = kind === 'commitment' ? kind : 'purchase'
    const { code, advice } = await readProblem(answer, '', about)
    if (MOVED.includes(code)) return { kind: 'moved' }
    return { kind: 'refused', title: advice.title, text: advice.text }
  } catch {
    return AWAY
  }
}

async function read<Found>(path: string): Promise<Found> {
  const found = await readOrGone<Found>(path)
  if (found === null) throw new Error(`nothing at ${path}`)
  return found
}

async function readOrGone<Found>(path: string): Promise<Found | null> {
  const answer = await fetch(path, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (answer.status === 404) return null
  if (!answer.ok) throw new Error(`${answer.status} at ${path}`)
  return (await answer.json()) as Found
}
