// The reference for people: one static page without scripts, made from the contract.
import { html } from 'hono/html'
import { OPERATIONS } from '../../shared/api/contract.ts'
import type { Caller, Operation } from '../../shared/api/operation.ts'
import { FAILURES, type FailureCode } from '../../shared/failure.ts'
import { ADVICE } from './advice.ts'
import { failuresOf } from './failures-of.ts'
import { anchorOf } from './problem.ts'
import { inputTables, prose, schemaLink, schemaSection } from './reference-schema.ts'
import { type JsonSchema, schemas } from './schemas.ts'

type Html = ReturnType<typeof html>

const CALLERS: Readonly<Record<Caller, string>> = {
  all: 'Anyone',
  user: 'Signed-in users: an ID token as Bearer, or the session cookie',
  admin: 'Admins: an ID token as Bearer, or the session cookie',
  browser: 'Browsers, from the own origin',
  stripe: 'Stripe, by signature',
}

export function referencePage(version: string): string {
  const models = Object.entries(schemas())
  const codes = Object.keys(FAILURES) as FailureCode[]
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>KAI Wallet API</title>
<link rel="stylesheet" href="/api/docs.css">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<nav aria-label="Reference">${navigation(models)}</nav>
<main id="content">
<h1>KAI Wallet API <small>${version}</small></h1>
${introduction()}
<h2 id="operations">Operations</h2>
${OPERATIONS.map(operationSection)}
<h2 id="schemas">Schemas</h2>
${models.map(([name, schema]) => schemaSection(name, schema))}
<h2 id="errors">Errors</h2>
<p>Errors are <code>application/problem+json</code> (RFC 9457). Decide by <code>code</code>; texts
may change. When several apply, the first in this list is answered.</p>
${codes.map(errorSection)}
</main>
</body>
</html>
`
  return String(page)
}

function introduction(): Html {
  return html`<p>JSON in and out; amounts are whole tokens and whole US cents; times are RFC 3339 in
UTC. Every answer carries <code>x-request-id</code>. The same contract for machines:
<a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
<p>Operations with an <code>Idempotency-Key</code> are safe to send again: the same key and body
answer as the first time, with <code>Idempotency-Replayed: true</code>. Lists answer
<code>items</code> and <code>nextCursor</code>; send the latter as <code>cursor</code>, with the
same filters, for the next page.</p>`
}

function navigation(models: readonly [string, JsonSchema][]): Html {
  const links = OPERATIONS.map(
    ({ id, summary }) => html`<li><a href="#${id}">${prose(summary)}</a></li>`,
  )
  return html`<strong>KAI Wallet API</strong>
<h2>Operations</h2>
<ul>${links}</ul>
<h2>Schemas</h2>
<ul>${models.map(([name]) => html`<li>${schemaLink(name)}</li>`)}</ul>
<p><a href="#errors">Errors</a></p>`
}

function operationSection(operation: Operation): Html {
  const { id, method, path, summary, caller, limit } = operation
  const failures = failuresOf(operation)
  return html`<section class="operation" id="${id}" aria-labelledby="${id}-title">
<h3 id="${id}-title">${prose(summary)}</h3>
<p class="route"><span class="method ${method.toLowerCase()}">${method}</span>
<code>${path}</code></p>
<p>${CALLERS[caller]}.${limit === 'none' ? '' : html` Limit: <code>${limit}</code>.`}</p>
${inputTables(operation)}
<p>Failures: ${failures.map((code) => html`<a href="#${anchorOf(code)}">${code}</a> `)}</p>
</section>
`
}

function errorSection(code: FailureCode): Html {
  const { status, title, retryable } = FAILURES[code]
  return html`<section class="error" id="${anchorOf(code)}">
<h3><code>${code}</code> <small>${status}</small></h3>
<p><strong>${title}.</strong> ${ADVICE[code]}
${retryable ? 'The same request may succeed later.' : 'The same request will not succeed.'}</p>
</section>
`
}
