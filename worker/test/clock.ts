// A clock that only moves when told to.
export type TestClock = ReturnType<typeof createClock>

export function createClock(startAt: number) {
  let ms = startAt
  return {
    now: () => ms,
    advance: (by: number) => {
      ms += by
    },
  }
}
