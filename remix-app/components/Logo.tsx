// The mark: a token, and a K whose two arms are the two ways a prediction can go.
import { CHROME } from '../words/chrome.ts'

export function Mark({ className = 'size-9' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <circle cx="16" cy="16" r="15" fill="#ffb443" />
      <circle cx="16" cy="16" r="12" fill="none" stroke="#b36f00" strokeWidth="1" opacity="0.55" />
      <path
        d="M12 9.5v13M21 9.5 13.5 16l7.5 6.5"
        fill="none"
        stroke="#271700"
        strokeWidth="2.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

/** `short`: on the narrowest screens it makes room for words beside it. */
export function Wordmark({ short = false }: { short?: boolean }) {
  return (
    <span className="flex items-center gap-2.5">
      <Mark />
      <span className="text-lg font-bold tracking-tight whitespace-nowrap">
        {CHROME.brand}{' '}
        <span className={`font-medium text-soft ${short ? 'hidden min-[28rem]:inline' : ''}`}>
          {CHROME.brandMore}
        </span>
      </span>
    </span>
  )
}

// Lines that run together, then part at one point: drawn once, printed as a pattern.
const FAN = [-150, -112, -78, -48, -22, 22, 48, 78, 112, 150]

export function Rays() {
  return (
    <svg viewBox="0 0 600 360" className="hero-rays" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="1.2" opacity="0.32">
        {FAN.map((rise) => (
          <path key={rise} d={`M0 180H${250 - Math.abs(rise)}Q330 180 620 ${180 + rise * 1.5}`} />
        ))}
      </g>
      <circle cx="560" cy="42" r="5" fill="#ffb443" />
      <circle cx="520" cy="288" r="3.5" fill="#4fcbbb" />
    </svg>
  )
}
