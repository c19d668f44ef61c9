// The own account: name, limits and breaks, devices, data.
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { BreakForm } from '../components/BreakForm.tsx'
import { ErrorPage } from '../components/ErrorPage.tsx'
import { LimitsForm } from '../components/LimitsForm.tsx'
import { LimitsToday } from '../components/LimitsToday.tsx'
import { DoneNotice, ProblemNotice } from '../components/Notice.tsx'
import { OwnData } from '../components/OwnData.tsx'
import { ProfileForm } from '../components/ProfileForm.tsx'
import { SignOutEverywhere } from '../components/SignOutEverywhere.tsx'
import { accountAction, accountLoader } from '../lib/account-page.server.ts'
import { useSent } from '../lib/sent.ts'
import { ACCOUNT, LIMITS } from '../words/account.ts'

export const meta = () => [{ title: ACCOUNT.pageTitle }]

export const loader = (args: LoaderFunctionArgs) => accountLoader(args)
export const action = (args: ActionFunctionArgs) => accountAction(args)

export { clientAction } from '../lib/lost.ts'
export { shouldRevalidate } from '../lib/revalidate.ts'

type Place = keyof typeof ACCOUNT.sections

export default function AccountPage() {
  const { email, profile, limits, draft, saved, failed, now } = useLoaderData<typeof loader>()
  const sent = useSent<typeof action>()
  const sentFor = (about: 'profile' | 'limits' | 'break') => (sent?.about === about ? sent : null)
  const isDone = (place: Place) => !sent && saved && (saved === 'name') === (place === 'profile')
  const done = (place: Place) => (isDone(place) && saved ? ACCOUNT.saved[saved] : null)
  const name = profile.value?.displayName ?? ''
  return (
    <div className="page account">
      <h1>{ACCOUNT.title}</h1>
      <Contents />
      <div className="account-parts">
        <Part place="profile" done={done('profile')}>
          {profile.problem ? (
            <ProblemNotice
              problem={profile.problem}
              subject={ACCOUNT.sections.profile}
              retryTo="/account"
            />
          ) : (
            <ProfileForm
              key={name}
              email={email}
              name={sentFor('profile')?.draft.displayName ?? name}
              sent={sentFor('profile')}
            />
          )}
        </Part>
        <Part place="limits" text={LIMITS.intro} done={done('limits')}>
          <LimitsToday limits={limits} now={now} />
          <LimitsForm draft={sentFor('limits')?.draft ?? draft} sent={sentFor('limits')} />
          <BreakForm draft={sentFor('break')?.draft ?? draft} sent={sentFor('break')} />
        </Part>
        <Part place="devices">
          <SignOutEverywhere failed={failed} />
        </Part>
        <Part place="data">
          <OwnData />
        </Part>
      </div>
    </div>
  )
}

const PLACES = Object.keys(ACCOUNT.sections) as Place[]

function Contents() {
  return (
    <nav aria-label={ACCOUNT.onThisPage} className="account-contents">
      {PLACES.map((place) => (
        <a key={place} href={`#${place}`} className="nav-link">
          {ACCOUNT.sections[place]}
        </a>
      ))}
    </nav>
  )
}

interface PartProps {
  readonly place: Place
  readonly text?: string
  readonly done?: string | null
  readonly children: ReactNode
}

function Part({ place, text, done = null, children }: PartProps) {
  return (
    <section id={place} aria-labelledby={`${place}-heading`} className="account-part">
      <h2 id={`${place}-heading`} className="text-xl sm:text-2xl">
        {ACCOUNT.sections[place]}
      </h2>
      {text ? <p className="mt-1 text-soft">{text}</p> : null}
      <div className="mt-4 grid gap-5">
        <DoneNotice title={done} />
        {children}
      </div>
    </section>
  )
}

export { ErrorPage as ErrorBoundary }
