// The two sides of a prediction. Without a schema: browsers read it too.

export const POSITIONS = ['yes', 'no'] as const
export type Position = (typeof POSITIONS)[number]
