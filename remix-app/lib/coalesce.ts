// Many wishes, one at a time: while the work is done, what is wished meanwhile is one more turn.

/** `work` never runs twice at once, and begins once more after the last wish. */
export function coalesce(work: () => Promise<void>): () => void {
  let running = false
  let wished = false

  async function run(): Promise<void> {
    running = true
    try {
      while (wished) {
        wished = false
        await work()
      }
    } finally {
      running = false
    }
  }

  return () => {
    wished = true
    if (!running) void run()
  }
}
