// `npm run admin -- grant|revoke|show EMAIL`: who may enter the admin pages.
import { AdminError, findPerson, type Person, setAdmin } from './admin/claims.ts'
import { openDoor } from './admin/door.ts'

const USAGE = `Usage: npm run admin -- grant|revoke|show EMAIL

Talks to the local stack of \`npm start\` (or FIREBASE_AUTH_EMULATOR_HOST); to a real project when
FIREBASE_PROJECT_ID, FIREBASE_CLIENT_EMAIL and FIREBASE_PRIVATE_KEY are set.`

process.exitCode = await main(process.argv.slice(2))

async function main([verb = '', email = '', ...rest]: string[]): Promise<number> {
  const known = ['grant', 'revoke', 'show'].includes(verb)
  if (!known || !email.includes('@') || rest.length > 0) {
    console.error(USAGE)
    return 2
  }
  try {
    const door = await openDoor(process.env)
    const person = await findPerson(door, email)
    const where = `${door.local ? 'local ' : ''}project ${door.projectId}`
    if (verb === 'show') {
      console.log(describe(person, where))
      return 0
    }
    const changed = await setAdmin(door, person, verb === 'grant', Date.now())
    console.log(changed ? told(verb, person, where) : `Nothing to do: ${describe(person, where)}`)
    return 0
  } catch (error) {
    if (!(error instanceof AdminError)) throw error
    console.error(error.message)
    return 1
  }
}

function describe({ uid, email, disabled, claims }: Person, where: string): string {
  const role = claims.admin === true ? 'an admin' : 'no admin'
  return `${email} (${uid}) is ${role}${disabled ? ', and disabled,' : ''} in ${where}.`
}

function told(verb: string, { email, uid }: Person, where: string): string {
  if (verb === 'grant') {
    return `${email} (${uid}) is now an admin in ${where}, after signing out and in again.`
  }
  return (
    `${email} (${uid}) is no admin any more in ${where} and must sign in again. ` +
    'A session that is open now can read admin pages until it ends (5 days at most).'
  )
}
