// Every rule of the house with the promise it keeps; tidy.test.ts asks them of the whole tree.
import { everyCodeIsExplained } from './catalogue.ts'
import { importsFollowTable } from './imports.ts'
import { noMachinePaths, noSecrets } from './machine.ts'
import { lockNamesNoAddress, npmIsToldSo, versionsAreExact } from './packages.ts'
import {
  clockAndChanceAreHandedIn,
  domainIsPure,
  replayedCodeHasNoChance,
  workerLogsThroughLog,
} from './purity.ts'
import { filesAreShort, functionsAreShort, linesAreNarrow } from './sizes.ts'
import type { Rule } from './source.ts'
import { textIsInTheCatalogue } from './texts.ts'
import {
  noBareTransaction,
  noDataIsNamedKey,
  noLooseTypes,
  noNotesToSelf,
  noVagueNames,
  testsRunWhole,
} from './words.ts'

export interface Facts {
  /** The keys of FAILURES. */
  readonly codes: readonly string[]
  /** The names in package.json. */
  readonly packages: readonly string[]
}

export function allRules({ codes, packages }: Facts): Record<string, Rule> {
  return {
    'imports follow the table of worker/test/tidy/import-table.ts': importsFollowTable(packages),
    'files are at most 300 lines long': filesAreShort,
    'functions are at most 50 lines long': functionsAreShort,
    'lines are at most 100 columns wide': linesAreNarrow,
    'types are never switched off': noLooseTypes,
    'nothing is left for later in a comment': noNotesToSelf,
    'no name is a bare "transaction"': noBareTransaction,
    'no data of a page is named like the key of React': noDataIsNamedKey,
    'no file or folder has a name that fits everything': noVagueNames,
    'tests run whole, against the real modules': testsRunWhole,
    'time and chance are handed in': clockAndChanceAreHandedIn,
    'the domain waits for nothing and asks nobody': domainIsPure,
    'what a simulation replays makes no ids of its own': replayedCodeHasNoChance,
    'the Worker logs only through the log that redacts': workerLogsThroughLog,
    'text for people is in the catalogue of words': textIsInTheCatalogue,
    'nothing names a path of one machine': noMachinePaths,
    'nothing looks like a secret': noSecrets,
    'versions are exact': versionsAreExact,
    'npm keeps addresses out of the lockfile': npmIsToldSo,
    'the lockfile names no download address': lockNamesNoAddress,
    'every failure code has its heading in docs/errors.md': everyCodeIsExplained(codes),
  }
}
