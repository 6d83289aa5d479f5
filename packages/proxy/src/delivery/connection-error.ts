/**
 * Whether what `fetch` threw means that the upstream cannot have seen the request: there was no connection to send it over.
 * Reads the causes that Node, Bun and Deno name; whatever else breaks may have broken after the upstream had read everything.
 */
export function wasNeverSent(error: unknown): boolean {
  const cause = isRecord(error) && isRecord(error.cause) ? error.cause : error;
  if (!isRecord(cause)) return false;
  // Node tries all addresses of a name and reports them together.
  const faults: unknown[] = Array.isArray(cause.errors) && cause.errors.length > 0 ? cause.errors : [cause];
  return faults.every(isConnectFault);
}

function isConnectFault(fault: unknown): boolean {
  if (!isRecord(fault)) return false;
  const { syscall, code } = fault;
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  return typeof code === 'string' && (CONNECT_CODES.has(code) || CERTIFICATE_CODE.test(code));
}

const CONNECT_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
]);

/** OpenSSL's names for a certificate that was not believed, so nothing was sent to whoever showed it. */
const CERTIFICATE_CODE = /^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
