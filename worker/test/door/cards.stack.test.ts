// Card details belong to the payment page and nowhere else: not into a schema, a form, a document
// or a log line of ours. One such field brings the whole product under the card industry's rules.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type HeaderFields, theDoor } from './door.ts'
import { type Examples, examplesAt, initOf, named, pathOf, rightCaller } from './examples.ts'
import { badTokens } from './forge.ts'
import { buy, order } from './people.ts'
import { faultOf, leakOf } from './refusal.ts'
import { nothingMoves } from './still.ts'

const PAYS = '4242424242424242'
const DECLINED = '4000000000000002'
const NUMBERS = [PAYS, DECLINED].flatMap((pan) => [pan, pan.replace(/(.{4})(?!$)/g, '$1 ')])
/** How forms, browsers and payment APIs call what is on a card. */
const CARD_FIELD = new RegExp(
  [
    /\bcc-/,
    /card[-_ ]?(?:number|no\b|holder|code|security)/,
    /\bpan\b|\bcv[cv]2?\b|\bcsc\b|security[-_ ]code/,
    /exp(?:iry|iration)?[-_ ]?(?:date|month|year)\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
)
const ROOT = join(import.meta.dirname, '../../..')

const door = theDoor()
let examples: Examples
beforeAll(async () => {
  examples = await examplesAt(door)
})

const numbersIn = (text: string): string[] => NUMBERS.filter((number) => text.includes(number))

describe('the API', () => {
  test('no schema, parameter or header of it is about a card', async () => {
    const text = await (await door.send('/api/openapi.json')).text()
    const names = [...text.matchAll(/"(?:name|operationId)":"([^"]+)"|"([^"]+)":\{/g)]
    const all = names.map(([, name, member]) => name ?? member ?? '')
    expect(all.length).toBeGreaterThan(100)
    expect(all.filter((name) => CARD_FIELD.test(name.replace(/([a-z])([A-Z])/g, '$1_$2')))).toEqual(
      [],
    )
  })

  test('what an answer says of a card is its brand and its last four digits', async () => {
    const path = `/api/tokens/purchases/${examples.getPurchase.params?.id}`
    const answer = await door.send(path, { headers: await door.bearer('user') })
    expect(await answer.json()).toMatchObject({ card: { brand: 'visa', last4: '4242' } })
    const { components } = (await (await door.send('/api/openapi.json')).json()) as OpenApi
    const card = JSON.stringify(components.schemas.PurchaseView?.properties.card)
    const members = [...card.matchAll(/"(\w+)":\{"type":"string"/g)].map(([, name]) => name)
    expect(members).toEqual(['brand', 'last4'])
  })

  const CARD = {
    card_number: PAYS,
    cardNumber: PAYS,
    cvc: '123',
    exp_month: 12,
    card: { number: PAYS },
  }
  const withBody = named.filter(([, { body }]) => body)

  test.each(withBody)('%s refuses card fields, and does not repeat them', async (id, operation) => {
    const example = examples[id as keyof Examples]
    const caller = await rightCaller(door, operation, example)
    await nothingMoves(door, async () => {
      for (const [name, value] of Object.entries(CARD)) {
        const body = { ...example.body, [name]: value }
        const init = initOf(operation, { ...example, body }, caller)
        const answer = await door.send(pathOf(operation, example), init)
        const text = await answer.clone().text()
        expect([name, numbersIn(text)]).toEqual([name, []])
        expect(text).toContain(`body.${name} is not known`)
        expect(await faultOf(answer, ['REQUEST_INVALID'], door.facts)).toBeNull()
      }
    })
  })
})

interface OpenApi {
  components: { schemas: Record<string, { properties: Record<string, unknown> } | undefined> }
}

/** The address of every page, from the files that make them. */
function pagePaths(purchaseId: string): string[] {
  return readdirSync(join(ROOT, 'remix-app/routes')).map((file) => {
    const parts = file.replace(/\.tsx?$/, '').split('.')
    const named = parts.filter((part) => part !== '_index').map((part) => part.replace(/_$/, ''))
    return `/${named.join('/')}`.replace('$id', purchaseId).replace('$', 'nowhere')
  })
}

function fieldsIn(html: string): string[] {
  const fields = html.match(/<(?:input|select|textarea|button|form|label|iframe)\b[^>]*>/g) ?? []
  return fields.map((field) => field.replace(/\sclass="[^"]*"/, ''))
}

describe('the pages', () => {
  // A card field on a page of ours, or a frame for one, would be ours to protect.
  test('none has a field for a card, signed in or not', async () => {
    const { purchaseId } = await buy(door, 'admin')
    const open = await order(door, 'admin')
    const paths = [...pagePaths(purchaseId), `/wallet/purchases/${open.purchaseId}`]
    const visitors: HeaderFields[] = [await door.cookieOf('admin'), {}]
    let fields = 0
    let shown = 0
    for (const path of paths) {
      for (const headers of visitors) {
        const answer = await door.send(path, { headers: { ...headers, accept: 'text/html' } })
        const html = await answer.text()
        expect([path, answer.status < 500]).toEqual([path, true])
        if (answer.status === 200) shown += 1
        fields += fieldsIn(html).length
        expect([path, fieldsIn(html).filter((field) => CARD_FIELD.test(field))]).toEqual([path, []])
        expect([path, /<iframe/.test(html), numbersIn(html)]).toEqual([path, false, []])
      }
    }
    expect(shown).toBeGreaterThan(paths.length / 2)
    expect(fields).toBeGreaterThan(20)
  })

  test('no script of theirs makes one', () => {
    const assets = join(ROOT, 'remix-app/build/client/assets')
    const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'))
    expect(scripts.length).toBeGreaterThan(5)
    const guilty = scripts.filter((file) => {
      const text = readFileSync(join(assets, file), 'utf8')
      return /cc-(?:number|csc|exp)|card_?number|js\.stripe\.com/i.test(text)
    })
    expect(guilty).toEqual([])
  })
})

// From the first click to the credited tokens, with a declined card on the way and a person who
// types the number into the wrong form.
test('a whole purchase leaves no card in the log or the database', async () => {
  const before = (await door.logLines()).length
  const { purchaseId, checkoutUrl } = await order(door, 'user2')
  await door.pay(checkoutUrl ?? '', DECLINED)
  await door.pay(checkoutUrl ?? '')
  const bought = await buy(door, 'user2')
  const headers = { ...(await door.cookieOf('user2')), origin: door.facts.url }
  const body = new URLSearchParams({ packageId: 'starter', card_number: PAYS, cvc: '123' })
  const form = await door.send('/wallet/buy', { method: 'POST', headers, body })
  expect(form.status).toBe(303)
  for (const path of ['/wallet', `/wallet/purchases/${purchaseId}`, '/wallet/history']) {
    expect((await door.send(path, { headers })).status).toBe(200)
  }
  const confirmed = await door.send(`/api/tokens/purchases/${bought.purchaseId}/confirm`, {
    method: 'POST',
    headers,
  })
  expect(confirmed.status).toBe(200)

  const lines = (await door.logLines()).slice(before)
  expect(lines.filter((line) => line.includes('"purchase_moved"')).length).toBeGreaterThan(1)
  expect(lines.filter((line) => CARD_FIELD.test(line) || numbersIn(line).length > 0)).toEqual([])
  const documents = Object.values(await door.documents()).join('\n')
  expect(numbersIn(documents)).toEqual([])
  // Brand and last four digits are stored sealed.
  expect(documents).not.toMatch(/visa|last4/i)
})

// Of all that the door tests have sent so far, and of what is sent here whichever file runs first.
test('the log has never said a token, an address or a secret', async () => {
  const forged = Object.values(badTokens(door.facts))
  for (const token of forged) {
    const headers = { authorization: `Bearer ${token}`, 'user-agent': 'ann@kai.test' }
    await door.send('/api/wallet/balance?email=ann@kai.test', { headers })
  }
  const isRefusal = (line: string): boolean => line.includes('"security"')
  const refused = async () => (await door.logLines()).filter(isRefusal).length
  await expect.poll(refused).toBeGreaterThanOrEqual(forged.length)
  const lines = await door.logLines()
  expect(lines.flatMap((line) => leakOf(line, door.facts) ?? [])).toEqual([])
  expect(lines.filter((line) => line.includes('"internal"'))).toEqual([])
})
