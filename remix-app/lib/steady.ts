// Lists that get shorter by themselves, under somebody's finger.
import { type RefObject, useEffect } from 'react'

/** Keeps the height that it has had, so that what is below stays where it is. */
export function useSteady(ref: RefObject<HTMLElement>): void {
  useEffect(() => {
    const place = ref.current
    if (place) place.style.minHeight = `${place.offsetHeight}px`
  })
}
