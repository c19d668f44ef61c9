// Rows that come in while somebody reads a list: put on top they would push away what is being
// read, or what a finger is about to touch. So they wait until they are asked for.
import { type RefObject, useEffect, useState } from 'react'

/** `rows`: newest first. */
export function useNewRows<R extends { readonly id: string }>(
  rows: readonly R[],
  place: RefObject<HTMLElement>,
) {
  const [shown, setShown] = useState(rows)
  const at = rows.findIndex(({ id }) => id === shown[0]?.id)
  const count = shown[0] ? (at < 0 ? rows.length : at) : 0
  // Nothing is pushed away in an empty list, nor in one that is out of sight.
  if (!shown[0] && rows[0]) setShown(rows)
  useEffect(() => {
    if (count > 0 && !isSeen(place.current)) setShown(rows)
  })
  const show = () => {
    setShown(rows)
    place.current?.focus()
  }
  return { shown, count, show }
}

function isSeen(list: Element | null): boolean {
  const box = list?.getBoundingClientRect()
  return !!box && box.top < innerHeight && box.bottom > 0
}
