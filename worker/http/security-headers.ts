// Headers of every answer: pages, API, errors and redirects.
import type { Settings } from '../env.ts'

type PolicySettings = Pick<
  Settings,
  'CHECKOUT_ORIGIN' | 'FIRESTORE_EMULATOR_HOST' | 'FIREBASE_AUTH_EMULATOR_HOST'
>

const SIGN_IN = ['https://identitytoolkit.googleapis.com', 'https://securetoken.googleapis.com']
const FIRESTORE = ['https://firestore.googleapis.com']
const FIXED = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Not no-referrer: forms would post `Origin: null`, and the origin rule would refuse them.
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** `inline`: the sources of the scripts that stand in the page itself, a nonce or their hashes. */
export function setSecurityHeaders(
  headers: Headers,
  inline: readonly string[],
  settings: PolicySettings | undefined,
): void {
  for (const [name, value] of Object.entries(FIXED)) headers.set(name, value)
  headers.set('content-security-policy', contentSecurityPolicy(inline, settings))
}

/** Without settings there is no page to show either: the strictest policy. */
function contentSecurityPolicy(
  inline: readonly string[],
  settings: PolicySettings | undefined,
): string {
  const connect = settings ? firebaseHosts(settings) : []
  // Chromium holds redirects after a form against form-action: buying without JavaScript ends at
  // the payment page.
  const payment = settings ? [settings.CHECKOUT_ORIGIN] : []
  return [
    "default-src 'self'",
    ["script-src 'self'", ...inline].join(' '),
    "style-src 'self'",
    "img-src 'self' data:",
    ["connect-src 'self'", ...connect].join(' '),
    ["form-action 'self'", ...payment].join(' '),
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ')
}

/** What signing in and listening to a balance reach: an emulator stands instead of its original. */
function firebaseHosts(settings: PolicySettings): string[] {
  const { FIREBASE_AUTH_EMULATOR_HOST: auth, FIRESTORE_EMULATOR_HOST: firestore } = settings
  return [
    ...(auth ? [`http://${auth}`] : SIGN_IN),
    ...(firestore ? [`http://${firestore}`] : FIRESTORE),
  ]
}
