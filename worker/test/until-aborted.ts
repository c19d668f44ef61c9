// What the tests' own `fetch` do with the caller's signal.

/**
 * Like a real connection: the caller gives up, while the other side may go on. Takes the caller's
 * own signal: that of a `Request` made from it may be collected before it fires, and then whoever
 * waits does so for ever.
 */
export async function untilAborted(
  answer: Promise<Response> | Response,
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  if (!signal) return answer
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  return Promise.race([answer, aborted])
}
