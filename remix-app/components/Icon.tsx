// Line icons on a 24 grid, drawn for this app; always beside words, so never announced.

const PATHS = {
  wallet: 'M4 7.5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zm0 0 10.5-3v3M16 13.5h.01',
  history: 'M4 12a8 8 0 1 0 2.6-5.9M4 4.5v4h4M12 8v4.2l2.8 1.8',
  receipt: 'M6 3.5h12v17l-3-2-3 2-3-2-3 2zM9 8.5h6M9 12.5h6',
  menu: 'M4 6.5h16M4 12h16M4 17.5h16',
  tools: 'M4 7h9m5 0h2M4 17h2m5 0h9M15.5 4.8v4.4M8.5 14.8v4.4',
  predictions: 'M4 12h5c4 0 4-6 8-6h3m0 0-3-3m3 3-3 3M9 12c4 0 4 6 8 6h3m0 0-3-3m3 3-3 3',
  flag: 'M5.5 20.5v-16m0 .5c4-2.5 8 2.5 13 0v9c-5 2.5-9-2.5-13 0',
  lock: 'M6 11h12v9H6zm2.5 0V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2',
  minus: 'M5 12h14',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zm5-1.5 4.5 4.5',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.8-4 4-5.5 7.5-5.5s6.7 1.5 7.5 5.5',
  eye: 'M3 12q9-13 18 0q-9 13-18 0zm9 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  plus: 'M12 5v14M5 12h14',
  close: 'm6 6 12 12M18 6 6 18',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2',
  alert: 'M12 4 21 19.5H3zM12 10v4M12 16.8h.01',
  info: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 11v5M12 7.8h.01',
  offline: 'M4 4l16 16M9.5 6.2A6 6 0 0 1 17.8 11 4 4 0 0 1 20.4 17M16 18.5H7a4.5 4.5 0 0 1-1-8.9',
  arrow: 'M5 12h14m-5-5 5 5-5 5',
  purchase: 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14',
  commit: 'M4 12h6m0 0 8-6m-8 6 8 6M14.5 5.5 18 6l-.6 3.5M14.5 18.5 18 18l-.6-3.5',
  win: 'M8 4.5h8V9a4 4 0 0 1-8 0zM8 6H5c0 3 1 4.5 3 4.5M16 6h3c0 3-1 4.5-3 4.5M12 13v4m-3.5 3h7',
  loss: 'm7 7 10 10M17 8.5V17H8.5',
  refund: 'M9 7.5 4.5 12 9 16.5M4.5 12H15a4.5 4.5 0 0 1 0 9h-2',
  reinstate: 'M15 7.5 19.5 12 15 16.5M19.5 12H9a4.5 4.5 0 0 0 0 9h2',
  reversal: 'M4.5 9.5h13l-4-4M19.5 14.5h-13l4 4',
  adjustment: 'M12 4v16M6 8.5h12M4 15l2-6.5L8 15a2 2 0 0 1-4 0zM16 15l2-6.5 2 6.5a2 2 0 0 1-4 0z',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name, className = 'size-5' }: { name: IconName; className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden="true">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

export function Spinner({ className = 'size-5' }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={`spin ${className}`} aria-hidden="true">
      <circle
        cx="12"
        cy="12"
        r="9"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.5"
        opacity="0.25"
      />
      <path d="M21 12a9 9 0 0 0-9-9" fill="none" stroke="currentColor" strokeWidth="2.5" />
    </svg>
  )
}
