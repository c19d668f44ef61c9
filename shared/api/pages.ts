// A page of a list: its items, and where the next page goes on.
import * as z from 'zod'

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })
