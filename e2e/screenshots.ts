// `npm run screenshots [-- words]`: a picture of every state of every page, as four kinds of eyes
// see it, and one page that shows them all. With words, only of the states whose names have them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildPages } from '../scripts/build.ts'
import { ROOT } from '../scripts/processes.ts'
import { albumOf } from './states/album.ts'
import { inventoryOf } from './states/inventory.ts'
import { eachLook, LOOKS, type LookName } from './states/looks.ts'
import { slugOf } from './states/state.ts'
import { type Look, walk } from './states/walk.ts'
import { openWorld } from './states/world.ts'

const FOLDER = join(ROOT, '.screenshots')
const PICTURE = { type: 'jpeg', quality: 70, animations: 'disabled' } as const
const words = process.argv.slice(2).join(' ')

if ((await buildPages()) === 'failed') process.exit(1)
rmSync(FOLDER, { recursive: true, force: true })
mkdirSync(FOLDER, { recursive: true })

const world = await openWorld()
const states = (await inventoryOf(world.purchases)).filter(({ name }) => name.includes(words))
const { lost } = await walk(world.stage, states, takePictures())
await world.stage.close()

const album = join(FOLDER, 'index.html')
writeFileSync(album, albumOf(states))
for (const reason of lost) console.error(`Not there: ${reason.split('\n')[0]}`)
console.log(`${states.length - lost.length} states: ${album}`)
process.exit(lost.length === 0 ? 0 : 1)

function takePictures(): Look {
  let taken = 0
  return async (page, state) => {
    const whole = async (look: LookName): Promise<void> => {
      // What lies over everything is seen on a screen, not at the end of a long page.
      const covered = await page.locator('dialog[open]').count()
      const screen = LOOKS.find(({ name }) => name === look)
      if (covered && screen) await page.setViewportSize(screen)
      await page.screenshot({ path: join(FOLDER, `${slugOf(state)}.${look}.jpg`), ...PICTURE })
    }
    await eachLook(page, { whole })
    taken += 1
    if (taken % 20 === 0) console.error(`${taken} of ${states.length}`)
  }
}
