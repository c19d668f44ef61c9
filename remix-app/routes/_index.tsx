// The front door: what the wallet is, what tokens cost, and the way in.
import { type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { Link, type MetaFunction, useLoaderData } from '@remix-run/react'
import type { PredictionList, PredictionView } from '../../shared/api/predictions.ts'
import type { PackageList } from '../../shared/api/tokens.ts'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { Rays } from '../components/Logo.tsx'
import { ProblemNotice } from '../components/Notice.tsx'
import { PackageShelf } from '../components/PackageShelf.tsx'
import { PredictionCards } from '../components/PredictionCard.tsx'
import { SampleWallet } from '../components/SampleWallet.tsx'
import { TokenStory } from '../components/TokenStory.tsx'
import { callApi, section } from '../lib/api.server.ts'
import { addressOf, described } from '../lib/meta.ts'
import { useNow } from '../lib/now.ts'
import { FACTS, HOME } from '../words/home.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => described(HOME, data?.address)

export async function loader({ request, context }: LoaderFunctionArgs) {
  if (context.viewer) throw redirect('/wallet')
  const visit = { request, context }
  const [packages, predictions] = await Promise.all([
    callApi<PackageList>(visit, '/api/tokens/packages'),
    callApi<PredictionList>(visit, '/api/predictions?limit=4'),
  ])
  // Without them the page is whole; they have a page of their own.
  const open = predictions.ok ? predictions.value.items : []
  return { packages: section(packages), open, now: context.now, address: addressOf(visit) }
}

export default function LandingPage() {
  const { packages, open, now } = useLoaderData<typeof loader>()
  return (
    <>
      <Welcome />
      <div className="page">
        {open.length > 0 ? <OpenPredictions items={open} now={now} /> : null}
        <TokenStory />
        <section aria-labelledby="packages-title" className="mt-14">
          <h2 id="packages-title" className="text-2xl sm:text-3xl">
            {HOME.packages}
          </h2>
          <p className="mt-2 max-w-2xl text-soft">{HOME.packagesText}</p>
          <div className="mt-6">
            {packages.value ? (
              <PackageShelf offers={packages.value.items} />
            ) : (
              <ProblemNotice
                problem={packages.problem}
                subject={HOME.packagesSubject}
                retryTo="/"
              />
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
    <section aria-labelledby="open-title">
      <div className="flex flex-wrap items-end justify-between gap-x-4">
        <h2 id="open-title" className="text-2xl sm:text-3xl">
          {HOME.open}
        </h2>
        <Link to="/predictions" className="link link-block">
          {HOME.all}
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
          <h1 className="text-4xl sm:text-5xl lg:text-6xl">{HOME.title}</h1>
          <p className="mt-5 max-w-xl text-lg text-foam">{HOME.lead}</p>
          <div className="mt-8 grid gap-3 sm:flex">
            <Link to="/sign-up" className="btn btn-primary">
              {HOME.signUp}
            </Link>
            <Link to="/sign-in" className="btn btn-on-deep">
              {HOME.signIn}
            </Link>
          </div>
        </div>
        <SampleWallet />
      </div>
    </section>
  )
}

function HowItGoes() {
  return (
    <section aria-labelledby="facts-title" className="mt-14">
      <h2 id="facts-title" className="text-2xl sm:text-3xl">
        {HOME.facts}
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
