// Rules: nothing of one machine, and nothing secret, in what is committed.
import { eachLine, type Rule } from './source.ts'

/** The rules name what they ban. */
const THESE_RULES = /^worker\/test\/tidy/

const FOLDERS = /(?:^|[\s'"`(=:,[])\/(?:work|root|home|Users)\/[\w.-]/

export const noMachinePaths: Rule = (source) => {
  if (THESE_RULES.test(source.path)) return []
  return eachLine(source, (line) =>
    FOLDERS.test(line) ? 'a path of one machine: write it from the repository' : undefined,
  )
}

const SECRETS = [
  /\b[sr]k_live_[0-9A-Za-z]{16,}/,
  /\bwhsec_[0-9A-Za-z+/]{32,}/,
  /\bAIza[\w-]{35}\b/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bya29\.[\w-]{30,}/,
  /\bgh[pousr]_[0-9A-Za-z]{36}/,
]
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\\n|\s)+[\w+/=]{40,}/

export const noSecrets: Rule = (source) => {
  if (THESE_RULES.test(source.path)) return []
  const says = 'looks like a secret: revoke it, and read it from the environment'
  const key = PRIVATE_KEY.exec(source.text)
  const line = source.text.slice(0, key?.index ?? 0).split('\n').length
  const keys = key ? [{ path: source.path, line, says }] : []
  const rest = eachLine(source, (text) =>
    SECRETS.some((secret) => secret.test(text)) ? says : undefined,
  )
  return [...keys, ...rest]
}
