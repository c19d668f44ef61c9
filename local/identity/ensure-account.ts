// Puts a known login into any Identity Toolkit server through its documented admin calls. One that
// is there already stays as it is: setting its password again would end every session of it.
export interface WantedAccount {
  localId: string
  email: string
  password: string
  displayName?: string
  claims?: Record<string, unknown>
}

export interface AdminDoor {
  /** `http://127.0.0.1:9099/identitytoolkit.googleapis.com` or Google's own origin. */
  baseUrl: string
  projectId: string
  /** Default: `owner`, which only local servers take. */
  accessToken?: string
  fetch?: (request: Request) => Promise<Response>
}

export async function ensureAccount(door: AdminDoor, wanted: WantedAccount): Promise<void> {
  const { localId, email, password, displayName } = wanted
  const profile = { localId, email, password, ...(displayName && { displayName }) }
  const created = await call(door, 'accounts', { ...profile, emailVerified: true })
  if (created === 'DUPLICATE_LOCAL_ID') return
  if (created !== 'ok') throw new Error(created)
  const customAttributes = JSON.stringify(wanted.claims ?? {})
  const updated = await call(door, 'accounts:update', { localId, customAttributes })
  if (updated !== 'ok') throw new Error(updated)
}

async function call(door: AdminDoor, operation: string, body: object): Promise<string> {
  const url = `${door.baseUrl}/v1/projects/${door.projectId}/${operation}`
  const headers = {
    authorization: `Bearer ${door.accessToken ?? 'owner'}`,
    'content-type': 'application/json',
  }
  const request = new Request(url, { method: 'POST', headers, body: JSON.stringify(body) })
  const response = await (door.fetch ?? fetch)(request)
  if (response.ok) return 'ok'
  const { error } = (await response.json()) as { error?: { message?: string } }
  return error?.message ?? `HTTP ${response.status}`
}
