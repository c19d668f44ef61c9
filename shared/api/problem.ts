// RFC 9457 problem details: the body of every error answer.
import * as z from 'zod'
import { FAILURES, type FailureCode } from '../failure.ts'

export const PROBLEM_TYPE = 'application/problem+json'

const codes = Object.keys(FAILURES) as [FailureCode, ...FailureCode[]]

export const Problem = z.object({
  type: z.string().describe('Where the code is explained'),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('What happened and what to do next'),
  code: z.enum(codes),
  requestId: z.string(),
})
export type Problem = z.infer<typeof Problem>
