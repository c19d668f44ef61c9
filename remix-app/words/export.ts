// Movements as a file, and why there is none.
export const EXPORT = {
  download: 'Download as CSV',
  tooLarge: 'This is too much for one file',
  tooLargeText: (rows: string) =>
    `A CSV file holds ${rows} movements at most, and never a part of them. Choose fewer days.`,
  busy: 'The file could not be made just now',
  busyText: 'Nothing is lost. Wait a minute, then download it again.',
}
