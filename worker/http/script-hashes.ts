// The scripts written into a document, by their hashes: a document that many people get can carry
// no nonce, which is good for one of them only.

const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script>/g

export interface Hashed {
  /** The document without its nonce. */
  readonly html: string
  /** Sources for a Content-Security-Policy. */
  readonly sources: string[]
}

/** Only scripts that carry the nonce are ours: whatever else got in stays refused. */
export async function hashScripts(html: string, nonce: string): Promise<Hashed> {
  const mark = ` nonce="${nonce}"`
  const own = [...html.matchAll(SCRIPT)].filter(
    ([, attributes = '']) => attributes.includes(mark) && !/\ssrc=/.test(attributes),
  )
  const sources = await Promise.all(own.map(([, , text = '']) => sourceOf(text)))
  return { html: html.replaceAll(mark, ''), sources: [...new Set(sources)] }
}

async function sourceOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`
}
