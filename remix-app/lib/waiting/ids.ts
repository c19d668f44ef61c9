// The ids that the server gives to what a form's key makes: by them something whose answer was lost
// is found again. capture.test.ts compares them with the server's own.

const HASH_HEX_DIGITS = 40

export const commitmentIdOf = async (userId: string, key: string): Promise<string> =>
  `cmt_${await hashOf(userId, 'commit', key)}`

export const purchaseIdOf = async (userId: string, key: string): Promise<string> =>
  `pur_${await hashOf(userId, 'purchase', key)}`

async function hashOf(...parts: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(parts))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.slice(0, HASH_HEX_DIGITS)
}
