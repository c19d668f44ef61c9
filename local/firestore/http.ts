// The door: routes REST v1 requests to calls, and turns errors into the service's bodies.
import { checkCall } from './access.ts'
import { callerOf, type TokenKeys } from './callers.ts'
import {
  batchGet,
  type CallContext,
  commit,
  create,
  get,
  patch,
  remove,
  runAggregationQuery,
  runQueryCall,
} from './calls.ts'
import {
  asFirestoreError,
  errorResponse,
  FirestoreError,
  invalid,
  unimplemented,
} from './errors.ts'
import { type FieldPath, parseFieldPath } from './field-paths.ts'
import { list } from './list.ts'
import { checkPath, type Path, type Root } from './names.ts'
import type { Rules } from './rules.ts'
import { quoteIntegers } from './values.ts'
import { type Precondition, parsePrecondition } from './writes.ts'

/** A request to a database, taken apart but not yet read. */
export interface Target {
  root: Root
  path: Path
  /** As counted and as named in fault rules. */
  call: string
}

const REQUEST_BYTES_MAX = 10 * 1024 * 1024
const ROUTE =
  /^\/v1\/projects\/([^/]+)\/databases\/([^/]+)\/documents(?:\/(.+?))?(?::([A-Za-z]+))?$/
const STREAMING = ['batchGet', 'runQuery', 'runAggregationQuery']
const CALLS_OF_METHOD: Record<string, string> = {
  GET: 'get',
  POST: 'create',
  PATCH: 'patch',
  DELETE: 'delete',
}

/** Undefined when the URL isn't one of a database's documents, or is badly encoded. */
export function targetOf(method: string, url: URL): Target | undefined {
  const match = ROUTE.exec(url.pathname)
  if (!match) return undefined
  const [, project = '', database = '', below = '', verb] = match
  // Only POST has custom verbs; elsewhere a colon belongs to the document's id.
  const text = method === 'POST' || verb === undefined ? below : `${below}:${verb}`
  if (method !== 'POST' && below === '') return undefined
  const decoded = decodeAll([project, database, ...(text === '' ? [] : text.split('/'))])
  if (!decoded) return undefined
  const [decodedProject, decodedDatabase, ...path] = decoded
  const root = `projects/${decodedProject}/databases/${decodedDatabase}/documents`
  if (method === 'POST' && verb) return { root, path, call: verb }
  const isList = method === 'GET' && path.length % 2 === 1
  return { root, path, call: isList ? 'list' : (CALLS_OF_METHOD[method] ?? method) }
}

function decodeAll(segments: readonly string[]): string[] | undefined {
  try {
    return segments.map((segment) => decodeURIComponent(segment))
  } catch {
    return undefined
  }
}

export interface DoorServices extends Omit<CallContext, 'root'> {
  rules: Rules
  keys: TokenKeys | undefined
}

/** Runs one call; whatever goes wrong becomes the service's error body. */
export async function answer(
  services: DoorServices,
  request: Request,
  target: Target,
): Promise<Response> {
  const context = { ...services, root: target.root }
  services.meter.call(target.call)
  try {
    await authorize(services, request, target)
    if (!target.root.endsWith('/databases/(default)/documents')) {
      throw new FirestoreError('NOT_FOUND', `The database of ${target.root} does not exist`)
    }
    const text = await dispatch(context, request, target)
    return new Response(text, { headers: { 'content-type': 'application/json; charset=UTF-8' } })
  } catch (error) {
    return errorResponse(asFirestoreError(error), STREAMING.includes(target.call))
  }
}

/** Admins may do everything; what others may is the rules' to say. */
async function authorize(services: DoorServices, request: Request, target: Target): Promise<void> {
  const { call, path, root } = target
  const project = root.split('/')[1] as string
  const caller = await callerOf(request.headers.get('authorization'), project, services.keys)
  if (caller.isAdmin) return
  const hasBody = request.method === 'POST' || request.method === 'PATCH'
  const body: unknown = hasBody ? await readJson(request.clone()) : undefined
  const parameters = new URL(request.url).searchParams
  checkCall({ ...services, root, caller }, { call, path, body, parameters })
}

async function dispatch(
  context: CallContext,
  request: Request,
  { call, path }: Target,
): Promise<string> {
  const parameters = new URL(request.url).searchParams
  const mask = maskOf(parameters, 'mask.fieldPaths')
  switch (call) {
    case 'commit':
      return commit(context, await bodyOf(request, path, 'root'))
    case 'batchGet':
      return batchGet(context, await bodyOf(request, path, 'root'))
    case 'runQuery':
      return runQueryCall(context, path, await bodyOf(request, path, 'document'))
    case 'runAggregationQuery':
      return runAggregationQuery(context, path, await bodyOf(request, path, 'document'))
    case 'create': {
      const id = parameters.get('documentId') ?? undefined
      return create(context, path, id, await bodyOf(request, path, 'collection'), mask)
    }
    case 'get':
      expectPath(path, 'document')
      return get(context, path, mask, Object.fromEntries(parameters))
    case 'list':
      expectPath(path, 'collection')
      return list(context, path, parameters, mask)
    case 'patch': {
      const updateMask = maskOf(parameters, 'updateMask.fieldPaths')
      const body = await bodyOf(request, path, 'document')
      return patch(context, path, preconditionOf(parameters), body, updateMask, mask)
    }
    case 'delete':
      expectPath(path, 'document')
      return remove(context, path, preconditionOf(parameters))
    default:
      throw unimplemented(`The call ${call}`)
  }
}

type PathKind = 'root' | 'document' | 'collection'

function expectPath(path: Path, kind: PathKind): void {
  checkPath(path)
  if (kind === 'root' && path.length > 0) throw invalid('The call belongs to the database')
  if ((path.length % 2 === 1) !== (kind === 'collection')) {
    throw invalid(`"${path.join('/')}" is not the path of a ${kind}`)
  }
}

async function bodyOf(request: Request, path: Path, kind: PathKind): Promise<unknown> {
  expectPath(path, kind)
  return readJson(request)
}

async function readJson(request: Body): Promise<unknown> {
  const text = await request.text()
  if (Buffer.byteLength(text) > REQUEST_BYTES_MAX) {
    throw invalid(`Request payload size exceeds the limit: ${REQUEST_BYTES_MAX} bytes.`)
  }
  try {
    return text === '' ? {} : JSON.parse(quoteIntegers(text))
  } catch {
    throw invalid('Invalid JSON payload received.')
  }
}

function maskOf(parameters: URLSearchParams, key: string): FieldPath[] | undefined {
  return parameters.has(key) ? parameters.getAll(key).map(parseFieldPath) : undefined
}

function preconditionOf(parameters: URLSearchParams): Precondition {
  return parsePrecondition({
    exists: parameters.get('currentDocument.exists'),
    updateTime: parameters.get('currentDocument.updateTime'),
  })
}
