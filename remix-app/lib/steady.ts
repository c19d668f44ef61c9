// Lists that get shorter by themselves, under somebody's finger.
import { type RefObject, useInsertionEffect } from 'react'

/** Keeps the height that it had before it changed, so that what is below stays where it is. */
export function useSteady({ current }: RefObject<HTMLElement>): void {
  const before = current?.offsetHeight
  // Before anything of the change is painted; a server has nothing to keep.
  useInsertionEffect(() => {
    if (current && before) current.style.minHeight = `${before}px`
  })
}
