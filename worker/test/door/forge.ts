// Tokens that must not pass: each is a sound one but for the one thing its name says. Most are
// signed with the issuer's own key, so that nothing but that one thing can refuse them.
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'
import type { DoorFacts, SigningPem } from './door-stack.ts'

type Claims = Record<string, unknown>

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const now = (): number => Math.floor(Date.now() / 1000)

interface Signer {
  readonly kid: string
  readonly key: KeyObject
}

const signerOf = ({ kid, pem }: SigningPem): Signer => ({ kid, key: createPrivateKey(pem) })

function rs256(claims: Claims, { kid, key }: Signer, header: Claims = {}): string {
  const signed = `${encode({ alg: 'RS256', kid, typ: 'JWT', ...header })}.${encode(claims)}`
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`
}

function goodClaims({ projectId }: DoorFacts, userId: string): Claims {
  const at = now() - 10
  return {
    iss: `https://securetoken.google.com/${projectId}`,
    aud: projectId,
    sub: userId,
    user_id: userId,
    iat: at,
    auth_time: at,
    exp: at + 3600,
    email: `${userId}@kai.test`,
  }
}

/** A token that passes, for somebody who needs no account. */
export const goodToken = (facts: DoorFacts, userId: string): string =>
  rs256(goodClaims(facts, userId), signerOf(facts.idKey))

/** Bad ID tokens by their one fault; `admin: true` in each, so that passing would be worth it. */
export function badTokens(facts: DoorFacts): Record<string, string> {
  const signer = signerOf(facts.idKey)
  const good: Claims = { ...goodClaims(facts, 'user'), admin: true }
  return {
    ...badClaims(facts, good, signer),
    ...badSignatures(facts, good, signer),
    ...badForms(rs256(good, signer)),
  }
}

function badClaims(facts: DoorFacts, good: Claims, signer: Signer): Record<string, string> {
  const session = `https://session.firebase.google.com/${facts.projectId}`
  const late = now() + 300
  const changes: Record<string, Claims> = {
    expired: { iat: now() - 7200, auth_time: now() - 7200, exp: now() - 120 },
    'of another audience': { aud: 'another-project' },
    'of another issuer': { iss: 'https://securetoken.google.com/another-project' },
    'of an issuer with a slash more': { iss: `${good.iss}/` },
    'of the issuer of sessions': { iss: session },
    'issued in the future': { iat: late, exp: late + 3600 },
    'of a sign-in in the future': { auth_time: late },
    'not valid before later': { nbf: late },
    'without exp': { exp: undefined },
    'without iat': { iat: undefined },
    'without auth_time': { auth_time: undefined },
    'without sub': { sub: undefined },
    'without aud': { aud: undefined },
    'without iss': { iss: undefined },
    'with exp as text': { exp: String(good.exp) },
    'with iat as text': { iat: String(good.iat) },
    'with an empty sub': { sub: '' },
    'with a number as sub': { sub: 7 },
    'with a path as sub': { sub: '../admin' },
    'with a reserved sub': { sub: '__admin__' },
    'with a dot as sub': { sub: '.' },
    'with a long sub': { sub: 'u'.repeat(129) },
    'that is a right to listen': { live: 'user' },
    'that is a right to listen to nothing': { live: false },
  }
  return Object.fromEntries(
    Object.entries(changes).map(([name, change]) => [name, rs256({ ...good, ...change }, signer)]),
  )
}

function badSignatures(facts: DoorFacts, good: Claims, signer: Signer): Record<string, string> {
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const spki = createPublicKey(signer.key).export({ type: 'spki', format: 'pem' }).toString()
  const { kid } = signer
  const algorithm = (alg: string, make: (signed: string) => string): string => {
    const signed = `${encode({ alg, kid, typ: 'JWT' })}.${encode(good)}`
    return `${signed}.${make(signed)}`
  }
  const hmac = (secret: string) => (signed: string) =>
    createHmac('sha256', secret).update(signed).digest('base64url')
  const rsa = (hash: string) => (signed: string) =>
    sign(hash, Buffer.from(signed), signer.key).toString('base64url')
  const modulus = String(createPublicKey(signer.key).export({ format: 'jwk' }).n)
  return {
    'signed by a stranger under our kid': rs256(good, { kid, key: stranger }),
    'signed by a stranger under a kid of its own': rs256(good, { kid: 'mine', key: stranger }),
    'that brings its own key': rs256(
      good,
      { kid, key: stranger },
      {
        jwk: createPublicKey(stranger).export({ format: 'jwk' }),
        jku: 'http://127.0.0.1:9/jwks',
      },
    ),
    'signed with the key of sessions': rs256(good, signerOf(facts.sessionKey)),
    'without a kid': rs256(good, { kid, key: signer.key }, { kid: undefined }),
    'with a path as kid': rs256(good, { kid: '../../keys', key: signer.key }),
    'with a prototype as kid': rs256(good, { kid: '__proto__', key: signer.key }),
    'with a critical header': rs256(good, signer, { crit: ['x'], x: 1 }),
    'of algorithm none': algorithm('none', () => ''),
    'of algorithm None': algorithm('None', () => ''),
    'of algorithm none with a signature': algorithm('none', rsa('RSA-SHA256')),
    'HS256 with the public key': algorithm('HS256', hmac(spki)),
    'HS256 with the modulus': algorithm('HS256', hmac(modulus)),
    'HS256 with nothing': algorithm('HS256', hmac('')),
    'RS512 with our key': algorithm('RS512', rsa('RSA-SHA512')),
    'RS256 by name only': algorithm('RS256', hmac(spki)),
  }
}

function badForms(good: string): Record<string, string> {
  const [header = '', payload = '', signature = ''] = good.split('.')
  const other = signature.startsWith('A') ? 'B' : 'A'
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims
  return {
    'for somebody else by hand': `${header}.${encode({ ...claims, sub: 'admin' })}.${signature}`,
    'without its signature': `${header}.${payload}.`,
    'of two parts': `${header}.${payload}`,
    'of four parts': `${good}.${signature}`,
    'with half a signature': `${header}.${payload}.${signature.slice(0, 100)}`,
    'with a changed signature': `${header}.${payload}.${other}${signature.slice(1)}`,
    'too long': `${good}${'A'.repeat(8192)}`,
    'of no JWT': 'garbage',
    'of dots': '..',
    'of a prototype': '__proto__',
    'of a null': `${encode(null)}.${encode(null)}.AAAA`,
  }
}

/** Session cookies that must not pass, for the cookie's own door. */
export function badSessions(facts: DoorFacts): Record<string, string> {
  const signer = signerOf(facts.sessionKey)
  const iss = `https://session.firebase.google.com/${facts.projectId}`
  const good: Claims = { ...goodClaims(facts, 'user'), iss, admin: true }
  const late = now() + 300
  return {
    'an ID token': rs256({ ...goodClaims(facts, 'user'), admin: true }, signerOf(facts.idKey)),
    'signed with the key of ID tokens': rs256(good, signerOf(facts.idKey)),
    expired: rs256({ ...good, iat: now() - 7200, exp: now() - 120 }, signer),
    'issued in the future': rs256({ ...good, iat: late }, signer),
    'of another audience': rs256({ ...good, aud: 'another-project' }, signer),
    'that is a right to listen': rs256({ ...good, live: 'user' }, signer),
    'of the issuer of ID tokens': rs256({ ...good, iss: goodClaims(facts, 'user').iss }, signer),
    'of algorithm none': `${encode({ alg: 'none', kid: signer.kid })}.${encode(good)}.`,
    garbage: 'garbage',
  }
}
