// Tabs of one browser share one session: what ends or begins in one is told to the others.

type Message =
  | { readonly kind: 'viewer'; readonly userId: string | null }
  | { readonly kind: 'waiting' }

export interface OtherTabs {
  tell(message: Message): void
  close(): void
}

export function openOtherTabs(heard: (message: Message) => void): OtherTabs {
  const channel = new BroadcastChannel('kai')
  channel.onmessage = ({ data }) => heard(data as Message)
  let isOpen = true
  return {
    // Work that outlives its page may still have something to tell.
    tell: (message) => isOpen && channel.postMessage(message),
    close() {
      isOpen = false
      channel.close()
    },
  }
}
