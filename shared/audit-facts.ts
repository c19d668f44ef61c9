// What an entry of the audit log says was there after a change: as much of it as tells where the
// words lie that were written with it.
import * as z from 'zod'
import { UserId } from './ids.ts'

// Whoever changed an entry by hand may have left anything.
const text = z.string().nullable().catch(null)
const Sealing = z.object({ private: text }).nullable().catch(null)
const User = UserId.nullable().catch(null)
export const AuditFacts = z
  .object({
    ...{ id: text, cause: text, private: text, reason: text, rejection: text, proposalId: text },
    ...{ userId: User, proposedBy: User },
    resolutionVersion: z.int().catch(0),
    ...{ decided: Sealing, closed: Sealing },
    earlier: z.array(z.unknown()).catch([]),
  })
  .nullable()
  .catch(null)
export type AuditFacts = NonNullable<z.infer<typeof AuditFacts>>
