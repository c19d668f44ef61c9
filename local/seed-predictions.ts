// Four open predictions with the gates that guard bets against a close.
import { create, type Demo, fieldsAt, replace } from './seed-documents.ts'

const GATES = 16
const DAY_MS = 86_400_000

const PREDICTIONS = [
  {
    id: 'prd-moon-landing',
    title: 'A crewed spacecraft lands on the Moon within two years',
    description: 'Yes if people stand on the Moon before the closing date.',
    category: 'science',
    days: 60,
    oddsBps: { yes: 32_000, no: 13_500 },
  },
  {
    id: 'prd-rain-friday',
    title: 'It rains in London next Friday',
    description: 'Yes if the Met Office records at least 0.2 mm at Heathrow.',
    category: 'weather',
    days: 5,
    oddsBps: { yes: 18_500, no: 21_000 },
  },
  {
    id: 'prd-chess-title',
    title: 'The world chess title changes hands this cycle',
    description: 'Yes if the challenger wins the next title match.',
    category: 'sport',
    days: 30,
    oddsBps: { yes: 24_000, no: 16_000 },
  },
  {
    id: 'prd-film-billion',
    title: 'A film passes one billion dollars this quarter',
    description: 'Yes by worldwide box office as published at the end of the quarter.',
    category: 'culture',
    days: 40,
    oddsBps: { yes: 15_000, no: 27_000 },
  },
] as const

type Seeded = (typeof PREDICTIONS)[number]

export async function seedPredictions(firestoreUrl: string): Promise<void> {
  for (const seeded of PREDICTIONS) {
    const found = await fieldsAt(firestoreUrl, `predictions/${seeded.id}`)
    if (found.length === 0) await create(firestoreUrl, documentsOf(seeded))
    // From before anybody could bet on it: brought to what the product reads now.
    else if (!found.includes('createdAt')) await replace(firestoreUrl, documentsOf(seeded))
  }
}

/** The prediction and its gates, as the product itself would have written them. */
function documentsOf({ id, title, description, category, days, oddsBps }: Seeded) {
  const now = new Date()
  const closesAt = new Date(now.getTime() + days * DAY_MS)
  const terms = { title, status: 'open', oddsBps, closesAt, minTokens: 1, maxTokens: 10_000 }
  const documents: Record<string, { [name: string]: Demo }> = {
    [`predictions/${id}`]: {
      ...terms,
      id,
      description,
      category,
      outcome: null,
      resolutionVersion: 0,
      createdAt: now,
      termsChangedAt: now,
      lockedAt: null,
      resolvedAt: null,
    },
  }
  for (let gate = 0; gate < GATES; gate += 1) {
    documents[`predictions/${id}/gates/${gate}`] = { ...terms, predictionId: id }
  }
  return documents
}
