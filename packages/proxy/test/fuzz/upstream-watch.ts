import { CANARY } from './values.ts';
import { type IdField, TOKEN_ENDPOINTS, VENDORS, type Vendor } from './vendors.ts';

/** A request that the proxy sends: its URL and what `fetch` gets with it. */
export interface Outgoing {
  readonly url: string;
  readonly init: RequestInit;
}

/**
 * What is wrong with a request that the proxy sends; `null` if it goes to a known endpoint of its
 * upstream, with each id as exactly one segment of the path. `ids`: those of the submission that causes
 * it; `null` if it is an earlier one.
 */
export function outgoingProblem(
  { url, init }: Outgoing,
  vendorName: keyof typeof VENDORS,
  ids: Readonly<Record<string, unknown>> | null,
): string | null {
  const vendor: Vendor = VENDORS[vendorName];
  const { method = 'GET', redirect, headers, body } = init;
  if (redirect !== 'manual') return 'it follows redirects';
  const header = headerProblem(new Headers(headers));
  if (header !== null) return header;
  if (TOKEN_ENDPOINTS[`${method} ${url}`] !== undefined) return null;
  const found = endpointIds(`${method} ${url}`, vendor);
  if (found === null) return `${method} ${url} is no endpoint of ${vendorName}`;
  for (const [field, id] of Object.entries(found)) {
    if (!vendor.forms[field as IdField]?.test(id)) return `the ${field} is ${JSON.stringify(id)}`;
    const submitted = ids === null ? id : ids[field];
    if (typeof submitted !== 'string' || submitted.toLowerCase() !== id.toLowerCase()) {
      return `the ${field} is ${id}, but the submission has ${JSON.stringify(submitted)}`;
    }
  }
  return method === 'DELETE' ? null : bodyProblem(body, vendor);
}

/** The ids in a request, decoded; `null` if it is to none of the endpoints. */
export function endpointIds(request: string, { endpoints }: Vendor): Record<string, string> | null {
  for (const endpoint of endpoints) {
    const ids = idsIn(request, endpoint);
    if (ids !== null) return ids;
  }
  return null;
}

function idsIn(request: string, endpoint: string): Record<string, string> | null {
  const expected = endpoint.split('/');
  const actual = request.split('/');
  if (actual.length !== expected.length) return null;
  const ids: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const [, field] = /^\{(\w+)\}$/.exec(part) ?? [];
    const segment = actual[index] ?? '';
    if (field !== undefined) ids[field] = decodeURIComponent(segment);
    else if (segment !== part) return null;
  }
  return ids;
}

const HEADERS = ['accept', 'assistant-name', 'authorization', 'content-type'];
const CREDENTIALS = /^Bearer (app-key|coze_key|pat_key|mwt_key|ey[\w-]+\.[\w-]+\.[\w-]+)$/;

function headerProblem(headers: Headers): string | null {
  for (const [name, value] of headers) {
    if (!HEADERS.includes(name)) return `it has the header ${name}`;
    if (value.includes(CANARY)) return `the header ${name} has text of the input`;
  }
  const authorization = headers.get('authorization');
  return authorization === null || CREDENTIALS.test(authorization) ? null : 'its credentials are not ours';
}

function bodyProblem(body: unknown, { fields }: Vendor): string | null {
  if (typeof body !== 'string') return 'its body is not text';
  const unknown = Object.keys(JSON.parse(body)).filter((field) => !fields.includes(field));
  return unknown.length === 0 ? null : `its body has the fields ${unknown.join(', ')}`;
}
