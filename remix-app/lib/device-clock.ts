// The clock of the device: good for telling how long something was kept here, and for nothing that
// the server has to believe.

export const deviceNow = (): number => Date.now()
