// Many wishes, one at a time: while the work is done, what is wished meanwhile is one more turn.

/**
 * `work` never runs twice at once, and begins once more after the last wish. It is told how many
 * turns came right before, each wished for while the one before it was at work.
 */
export function coalesce(work: (row: number) => Promise<void>): () => void {
  let running = false
  let wished = false

  async function run(): Promise<void> {
    running = true
    try {
      for (let row = 0; wished; row += 1) {
        wished = false
        await work(row)
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
