import type { Topic } from '../case.ts'
import { aggregations } from './aggregations.ts'
import { cursors } from './cursors.ts'
import { documents } from './documents.ts'
import { features } from './features.ts'
import { filters } from './filters.ts'
import { guards } from './guards.ts'
import { indexes } from './indexes.ts'
import { masks } from './masks.ts'
import { names } from './names.ts'
import { orders } from './orders.ts'
import { requests } from './requests.ts'
import { transforms } from './transforms.ts'
import { values } from './values.ts'

export const TOPICS: readonly Topic[] = [
  guards,
  masks,
  transforms,
  documents,
  filters,
  orders,
  cursors,
  aggregations,
  values,
  names,
  requests,
  features,
  indexes,
]
