// Counts down beside a problem, and keeps what would only run into it again: the buttons that send
// the form it stands in, or the page's own link to try again.
import { WAIT } from '../words/wait.ts'
import { formatWait } from './format.ts'

const TICK_MS = 1_000

/** Returns how to end it. */
export function countDown(
  place: HTMLElement,
  seconds: number,
  say: (text: string) => void,
): () => void {
  const began = performance.now()
  const held = place.closest('form')?.querySelectorAll<HTMLButtonElement>('[type=submit]') ?? []
  const hold = (isHeld: boolean) => {
    for (const button of held) button.disabled = isHeld
  }
  const tick = () => {
    const left = Math.ceil(seconds - (performance.now() - began) / TICK_MS)
    say(left > 0 ? WAIT.left(formatWait(left)) : WAIT.over)
    if (left > 0) return
    hold(false)
    clearInterval(timer)
  }
  const timer = setInterval(tick, TICK_MS)
  hold(true)
  tick()
  return () => {
    clearInterval(timer)
    hold(false)
  }
}
