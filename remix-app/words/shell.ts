// What the service worker says when there is no page to show.

export const SHELL = {
  offlineTitle: 'You are offline',
  offlineText:
    'This page is not kept on this device, so it cannot be shown without a connection. Nothing ' +
    'was bought, committed or changed. It opens by itself as soon as the connection is back.',
  tryAgain: 'Try again',
  wallet: 'Last known wallet',
  predictions: 'Last known predictions',
  signOutTitle: 'Not signed out yet',
  signOutText:
    'There is no connection, so the session could not be ended. What this device kept of your ' +
    'wallet has been removed. Sign out again once the connection is back.',
  toWallet: 'Go to the wallet',
}
