// Reads the page's data anew, one reading at a time, and tells when it is there.
import { useNavigation, useRevalidator, useRouteLoaderData } from '@remix-run/react'
import { useEffect, useMemo, useRef } from 'react'

export interface Reading {
  idle(): Promise<void>
  readAgain(): Promise<void>
}

export function useReadAgain(): Reading {
  const { revalidate, state } = useRevalidator()
  const navigation = useNavigation()
  const isIdle = state === 'idle' && navigation.state === 'idle'
  // New after every reading, also when React shows its begin and end in one go.
  const data = useRouteLoaderData('root')
  const isBusy = useRef(false)
  const waiting = useRef<(() => void)[]>([])
  const start = useRef(revalidate)

  useEffect(() => {
    start.current = revalidate
  }, [revalidate])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each reading ends with new data.
  useEffect(() => {
    isBusy.current = !isIdle
    if (isIdle) for (const go of waiting.current.splice(0)) go()
  }, [isIdle, data])

  return useMemo(() => {
    const idle = () =>
      new Promise<void>((resolve) => {
        if (isBusy.current) waiting.current.push(resolve)
        else resolve()
      })
    async function readAgain() {
      await idle()
      isBusy.current = true
      start.current()
      await idle()
    }
    return { idle, readAgain }
  }, [])
}
