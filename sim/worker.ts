// One process of several: runs the seeds that it is told.
import { answer, type Question } from './many.ts'

process.on('message', async (question) => {
  process.send?.(await answer(question as Question))
})
process.on('disconnect', () => process.exit(0))
