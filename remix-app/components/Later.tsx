// What every page has besides, loaded once it is ready and has nothing to do.
import { type ComponentType, useEffect, useState } from 'react'
import { whenIdle } from '../lib/idle.ts'

export function Later() {
  const [Tray, show] = useState<ComponentType | null>(null)
  useEffect(() => {
    const load = () =>
      void import('./Tray.tsx').then(
        (loaded) => show(() => loaded.Tray),
        () => window.addEventListener('online', load, { once: true }),
      )
    return whenIdle(load)
  }, [])
  return Tray ? <Tray /> : null
}
