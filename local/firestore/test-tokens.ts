// ID tokens for tests: really signed, by a key that nobody else has.
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import type { TokenKeys } from './callers.ts'

const HOUR_SECONDS = 3600

export interface TestTokens {
  keys: TokenKeys
  /** `claims` replace the usual ones; undefined leaves one out. */
  of(uid: string, claims?: JWTPayload): Promise<string>
}

export async function createTokens(project: string): Promise<TestTokens> {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'RS256' }
  const now = Math.floor(Date.now() / 1000)
  return {
    keys: async () => ({ keys: [jwk] }),
    of: (uid, claims) =>
      new SignJWT({
        iss: `https://securetoken.google.com/${project}`,
        aud: project,
        sub: uid,
        user_id: uid,
        auth_time: now,
        iat: now,
        exp: now + HOUR_SECONDS,
        firebase: { identities: {}, sign_in_provider: 'password' },
        ...claims,
      })
        .setProtectedHeader({ alg: 'RS256', kid: 'test', typ: 'JWT' })
        .sign(privateKey),
  }
}
