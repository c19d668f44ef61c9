// A clock that only moves when told to.
export function createClock(startAt: number) {
  let ms = startAt
  return {
    now: () => ms,
    advance: (by: number) => {
      ms += by
    },
  }
}
