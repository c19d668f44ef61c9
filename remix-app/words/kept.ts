// What a form says that got no answer.

export const KEPT = {
  waiting: {
    title: 'Not sent yet, kept here',
    text:
      'Nothing has left this device yet. It is kept for 24 hours: when the connection is ' +
      'back, odds, price and balance are looked at again, and you are asked if anything changed.',
  },
  unknown: {
    title: 'The answer got lost',
    text:
      'It is not known yet whether it arrived. It is kept here and looked up as soon as the ' +
      'connection is back. It cannot happen twice, also not if you press the button again.',
  },
  another: {
    title: 'One is waiting already',
    text: 'Send or discard the one that waits first. Nothing was added to it.',
  },
  lost: {
    title: 'The connection was lost',
    text:
      'It is not known whether it arrived. Press the button again when the connection is back: ' +
      'it is the same request, and cannot happen twice.',
  },
}
