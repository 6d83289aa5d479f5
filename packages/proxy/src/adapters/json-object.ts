/** What an upstream says in JSON; `null` for a page, a fragment, or anything else that is no object. */
export function parseJsonObject(body: string | null): Record<string, unknown> | null {
  if (body === null) return null;
  try {
    return asRecord(JSON.parse(body));
  } catch {
    return null;
  }
}

export function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}
