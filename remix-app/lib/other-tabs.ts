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
  return {
    tell: (message) => channel.postMessage(message),
    close: () => channel.close(),
  }
}
