// What becomes of committed tokens, in three bars drawn to one scale, each beside its words.
import { useFormat } from '../lib/locale.ts'
import { TOKENS } from '../words/home.ts'

const STAKE = 100
const ODDS_BPS = 18_500
const PAID = 185

export function TokenStory() {
  const format = useFormat()
  const profit = format.tokens(PAID - STAKE)
  const endings = [
    { name: TOKENS.true, count: PAID, text: TOKENS.trueText(format.tokens(STAKE), profit) },
    { name: TOKENS.false, count: 0, text: TOKENS.falseText },
    { name: TOKENS.void, count: STAKE, text: TOKENS.voidText },
  ]
  return (
    <section aria-labelledby="tokens-title" className="story mt-14">
      <div>
        <h2 id="tokens-title" className="text-2xl sm:text-3xl">
          {TOKENS.title}
        </h2>
        <p className="mt-3 max-w-xl text-soft">
          {TOKENS.text(format.count(STAKE), format.odds(ODDS_BPS))}
        </p>
      </div>
      <dl className="card px-5 py-2 sm:px-6">
        {endings.map(({ name, count, text }) => (
          <div key={name} className="story-row">
            <dt className="font-semibold">{name}</dt>
            <dd className="text-right text-xl font-semibold tabular-nums">
              {format.tokens(count)}
            </dd>
            <dd className="col-span-2">
              <Bar count={count} />
              <span className="text-sm text-soft">{text}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Bar({ count }: { count: number }) {
  return (
    <svg
      viewBox={`0 0 ${PAID} 8`}
      preserveAspectRatio="none"
      className="story-bar"
      aria-hidden="true"
    >
      <rect width={PAID} height="8" className="story-none" />
      <rect width={Math.min(count, STAKE)} height="8" className="story-stake" />
      {count > STAKE ? (
        <rect x={STAKE + 1} width={count - STAKE - 1} height="8" className="story-profit" />
      ) : null}
    </svg>
  )
}
