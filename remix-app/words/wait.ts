// Said while somebody has to wait before trying again.

export const WAIT = {
  left: (time: string) => `Nothing was done. You can try again in ${time}.`,
  over: 'Nothing was done. You can try again now.',
}
