// What a prediction's outcome would cost the house or bring it, with the commitments of now.
import * as z from 'zod'
import { PredictionId } from '../ids.ts'
import { Tokens } from '../tokens.ts'
import type { Operation } from './operation.ts'
import { PredictionParams } from './predictions.ts'

const Side = z.object({
  commitments: z.int().min(0),
  stakes: Tokens,
  winnings: Tokens.describe('What this side is paid if it wins, its stakes included'),
  houseResult: z.int().describe('If this side wins: stakes lost less profits paid'),
})

export const Exposure = z.object({ predictionId: PredictionId, yes: Side, no: Side })
export type Exposure = z.infer<typeof Exposure>

export const EXPOSURE_OPERATIONS = [
  {
    id: 'getExposure',
    method: 'GET',
    path: '/api/admin/predictions/{id}/exposure',
    summary: 'What each outcome would come to for the house, added up now',
    caller: 'admin',
    limit: 'admin',
    params: PredictionParams,
    status: 200,
    answer: Exposure,
    failures: ['PREDICTION_NOT_FOUND'],
  },
] as const satisfies readonly Operation[]
