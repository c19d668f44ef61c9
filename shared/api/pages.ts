// A page of a list: its items, and where the next page goes on.
import * as z from 'zod'

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

/** What was changed past the product into something that can't be shown hides nothing else. */
export const unreadable = z
  .array(z.object({ id: z.string() }))
  .describe('Documents that belong here and say nothing readable: somebody changed them by hand')

/** Of the console. */
export const consolePageOf = <T extends z.ZodType>(item: T) => pageOf(item).extend({ unreadable })
