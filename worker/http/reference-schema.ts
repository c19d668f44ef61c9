// Schemas as tables, for the reference page.
import { html } from 'hono/html'
import * as z from 'zod'
import type { Operation } from '../../shared/api/operation.ts'
import { type JsonSchema, nameOf } from './schemas.ts'

type Html = ReturnType<typeof html>

const REF = '#/components/schemas/'
const OPTIONAL = html` <small>optional</small>`

/** The contract marks names with backticks. */
export function prose(text: string): Html {
  const parts = text.split('`')
  return html`${parts.map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part))}`
}

export const schemaLink = (name: string): Html =>
  html`<a href="#schema-${name}"><code>${name}</code></a>`

export function schemaSection(name: string, schema: JsonSchema): Html {
  return html`<section id="schema-${name}" aria-labelledby="schema-${name}-title">
<h3 id="schema-${name}-title">${name}</h3>
${fieldTable(schema, `Fields of ${name}`)}
</section>
`
}

/** What to send, and what comes back. */
export function inputTables(operation: Operation): Html {
  const { id, params, query, body, idempotencyKey, status, answer, file } = operation
  return html`${params && schemaTable(params, `Path of ${id}`)}
${query && schemaTable(query, `Query of ${id}`)}
${idempotencyKey && html`<p>Header <code>Idempotency-Key</code>, ${idempotencyKey}.</p>`}
${body && html`<p>Body: ${schemaLink(nameOf(body))}</p>`}
<p>Answer: ${status}${answer && html`, ${schemaLink(nameOf(answer))}`}${file && `, ${file}`}</p>`
}

function schemaTable(schema: z.ZodObject, caption: string): Html {
  return fieldTable(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema, caption)
}

function fieldTable({ properties = {}, required = [] }: JsonSchema, caption: string): Html {
  const rows = Object.entries(properties).map(
    ([name, field]) => html`<tr>
<th scope="row"><code>${name}</code>${!required.includes(name) && OPTIONAL}</th>
<td>${typeOf(field)}</td>
<td>${prose(field.description ?? '')}</td>
</tr>`,
  )
  return html`<div class="table" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Notes</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`
}

function typeOf(schema: JsonSchema): Html | string {
  const { $ref, anyOf, items, properties } = schema
  if (typeof $ref === 'string') return schemaLink($ref.slice(REF.length))
  if (Array.isArray(anyOf)) {
    const forms = anyOf as JsonSchema[]
    return html`${forms.map((one, i) => html`${i > 0 && ' or '}${typeOf(one)}`)}`
  }
  if (schema.type === 'array') return html`list of ${typeOf((items ?? {}) as JsonSchema)}`
  if (properties) return html`object: ${members(properties)}`
  return `${[schema.type ?? 'value'].flat().join(' or ')}${boundsOf(schema)}`
}

function members(properties: Readonly<Record<string, JsonSchema>>): Html {
  const all = Object.entries(properties)
  return html`${all.map(
    ([name, one], i) => html`${i > 0 && ', '}<code>${name}</code> (${typeOf(one)})`,
  )}`
}

function boundsOf(schema: JsonSchema): string {
  const { enum: values, format, minimum, maximum, maxLength, pattern } = schema
  if (Array.isArray(values)) return `: ${values.join(', ')}`
  if (schema.const !== undefined) return `: ${schema.const}`
  if (format) return `, ${format}`
  if (pattern) return `, ${pattern}`
  if (maxLength !== undefined) return `, at most ${maxLength} characters`
  const bounds = [minimum, maximum].map((bound) => bound ?? '')
  return bounds.join('') === '' ? '' : `, ${bounds.join(' to ')}`
}
