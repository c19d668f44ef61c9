// A Firebase custom token (RS256 by the service account) that lets a browser listen to one balance.
// It signs in an identity of its own and names the balance in a claim: an ID token of the person
// could set a new password for the account, and so outlive the session that asked for it.
import { createHash } from 'node:crypto'
import { importPKCS8, SignJWT } from 'jose'
import type { UserId } from '../../shared/ids.ts'
import type { Settings } from '../env.ts'
import type { Clock } from '../ports.ts'

/** firestore.rules opens the balance that it names; our own API takes no token that carries it. */
export const LISTENING_CLAIM = 'live'
/** Until when, in milliseconds since 1970: its sign-in could be renewed for ever. */
const UNTIL_CLAIM = 'liveUntil'

const AUDIENCE =
  'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit'
/** To sign in with it, which the page does at once. */
const TOKEN_SECONDS = 120
/** As long as one ID token is good. */
const LISTENING_SECONDS = 3600
const NAME_CHARS = 40

type SignerSettings = Pick<Settings, 'FIREBASE_CLIENT_EMAIL' | 'FIREBASE_PRIVATE_KEY'>

/** null: no service account is configured. */
export async function signListeningToken(
  { FIREBASE_CLIENT_EMAIL: email, FIREBASE_PRIVATE_KEY: pem }: SignerSettings,
  userId: UserId,
  clock: Clock,
): Promise<string | null> {
  if (!email || !pem) return null
  const now = Math.floor(clock.now() / 1000)
  const until = (now + LISTENING_SECONDS) * 1000
  const claims = { [LISTENING_CLAIM]: userId, [UNTIL_CLAIM]: until }
  return new SignJWT({ uid: listenerOf(userId), claims })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer(email)
    .setSubject(email)
    .setAudience(AUDIENCE)
    .setIssuedAt(now)
    .setExpirationTime(now + TOKEN_SECONDS)
    .sign(await importPKCS8(pem, 'RS256'))
}

/** Hashed: the prefix would make the longest ids too long. */
function listenerOf(userId: UserId): string {
  return `live_${createHash('sha256').update(userId).digest('hex').slice(0, NAME_CHARS)}`
}
