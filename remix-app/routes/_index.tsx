// The front door: what the wallet is, what tokens cost, and the way in.
import { type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { Link, useLoaderData } from '@remix-run/react'
import type { PredictionList, PredictionView } from '../../shared/api/predictions.ts'
import type { PackageList } from '../../shared/api/tokens.ts'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { Rays } from '../components/Logo.tsx'
import { ProblemNotice } from '../components/Notice.tsx'
import { PackageShelf } from '../components/PackageShelf.tsx'
import { PredictionCards } from '../components/PredictionCard.tsx'
import { SampleWallet } from '../components/SampleWallet.tsx'
import { callApi, section } from '../lib/api.server.ts'
import { useNow } from '../lib/now.ts'

export const meta = () => [
  { title: 'KAI Wallet: tokens for KAI predictions' },
  {
    name: 'description',
    content: 'Prepaid tokens for KAI predictions: buy once, commit at quoted odds, see every move.',
  },
]

export async function loader({ request, context }: LoaderFunctionArgs) {
  if (context.viewer) throw redirect('/wallet')
  const visit = { request, context }
  const [packages, predictions] = await Promise.all([
    callApi<PackageList>(visit, '/api/tokens/packages'),
    callApi<PredictionList>(visit, '/api/predictions?limit=4'),
  ])
  // Without them the page is whole; they have a page of their own.
  const open = predictions.ok ? predictions.value.items : []
  return { packages: section(packages), open, now: context.now }
}

export default function LandingPage() {
  const { packages, open, now } = useLoaderData<typeof loader>()
  return (
    <>
      <Welcome />
      <div className="page">
        {open.length > 0 ? <OpenPredictions items={open} now={now} /> : null}
        <section aria-labelledby="packages-title">
          <h2 id="packages-title" className="text-2xl sm:text-3xl">
            Token packages
          </h2>
          <p className="mt-2 max-w-2xl text-soft">Paid once, in US dollars. No subscription.</p>
          <div className="mt-6">
            {packages.value ? (
              <PackageShelf offers={packages.value.items} />
            ) : (
              <ProblemNotice problem={packages.problem} subject="The packages" retryTo="/" />
            )}
          </div>
        </section>
        <HowItGoes />
      </div>
    </>
  )
}

function OpenPredictions({ items, now: serverNow }: { items: PredictionView[]; now: number }) {
  const now = useNow(serverNow)
  return (
    <section aria-labelledby="open-title" className="mb-14">
      <div className="flex flex-wrap items-end justify-between gap-x-4">
        <h2 id="open-title" className="text-2xl sm:text-3xl">
          Open predictions
        </h2>
        <Link to="/predictions" className="link link-block">
          See all
        </Link>
      </div>
      <div className="mt-4">
        <PredictionCards items={items} now={now} level={3} />
      </div>
    </section>
  )
}

function Welcome() {
  return (
    <section className="hero on-deep rounded-none">
      <Rays />
      <div className="page relative grid items-center gap-10 lg:grid-cols-[1.1fr_1fr]">
        <div>
          <h1 className="text-4xl sm:text-5xl lg:text-6xl">Back your call on what happens next</h1>
          <p className="mt-5 max-w-xl text-lg text-foam">
            KAI Wallet holds the tokens you use on KAI predictions. Buy a package, commit tokens to
            yes or no at the odds you see, and get paid in tokens when you are right.
          </p>
          <div className="mt-8 flex flex-wrap gap-3">
            <Link to="/sign-up" className="btn btn-primary">
              Create account
            </Link>
            <Link to="/sign-in" className="btn btn-on-deep">
              Sign in
            </Link>
          </div>
        </div>
        <SampleWallet />
      </div>
    </section>
  )
}

const FACTS = [
  {
    title: 'The odds you see are the odds you get',
    text: 'If they change before your tokens are committed, you are asked again.',
  },
  {
    title: 'Called off means refunded',
    text: 'When a prediction is voided, exactly what you committed comes back.',
  },
  {
    title: 'Every token has a line',
    text: 'Your history lists each movement with the balance after it, from the first purchase on.',
  },
  {
    title: 'Your card stays with Stripe',
    text: 'You pay on their page. No card number ever reaches this wallet.',
  },
]

function HowItGoes() {
  return (
    <section aria-labelledby="facts-title" className="mt-14">
      <h2 id="facts-title" className="text-2xl sm:text-3xl">
        What you can count on
      </h2>
      <dl className="mt-6 grid gap-x-10 gap-y-6 sm:grid-cols-2">
        {FACTS.map(({ title, text }) => (
          <div key={title} className="border-t-2 border-sea pt-4">
            <dt className="text-lg font-semibold">{title}</dt>
            <dd className="mt-1 text-soft">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

export { ErrorPage as ErrorBoundary }
