// What a command was asked. A typing error must not run something else, deploy, or end in a stack
// trace: it shows the usage, and the exit code is 2.
import { type ParseArgsConfig, parseArgs } from 'node:util'

const USAGE_EXIT = 2

/** The options and words given. `--help`, or what is unknown, shows the usage and ends all. */
export function commandLine<const T extends ParseArgsConfig>(usage: string, config: T) {
  if (process.argv.slice(2).includes('--help')) {
    console.log(usage)
    process.exit(0)
  }
  try {
    return parseArgs(config)
  } catch (error) {
    const [why = ''] = (error as Error).message.split('. ')
    return refuse(usage, why)
  }
}

/** A whole number of at least `min`, or the usage and the end of the process. */
export function wholeNumber(usage: string, option: string, text: string, min = 1): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= min) return number
  return refuse(usage, `--${option} takes a whole number of at least ${min}, not '${text}'`)
}

export function refuse(usage: string, why: string): never {
  console.error(`${why}\n\n${usage}`)
  process.exit(USAGE_EXIT)
}
