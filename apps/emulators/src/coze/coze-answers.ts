import { randomBytes, randomUUID } from 'node:crypto';
import type { HTTPException } from 'hono/http-exception';
import { refusal } from '../frame/site.ts';
import type { UpstreamContext } from '../frame/upstream.ts';
import type { CozeSettings } from './coze-settings.ts';
import type { CozeState } from './coze-state.ts';

/** The emulated Coze, as every route of both regions gets it. */
export interface Coze extends UpstreamContext<CozeSettings> {
  readonly state: CozeState;
}

/** A success: code 0 and the fields of the call. */
export const succeed = (coze: Coze, fields: object = {}): Response =>
  envelope(coze, { code: 0, msg: '', ...fields }, 200);

/** A failure in the form of the chosen profile. The HTTP status may be 200. */
export function failure(coze: Coze, code: number, msg: string): Response {
  if (!isStudio(coze)) {
    const { failureStatus } = coze.settings();
    return envelope(coze, { code, msg }, failureStatus === '200' ? 200 : (STATUSES[code] ?? 400));
  }
  // Coze Studio has a status for a bad parameter only. For all other failures it is 200.
  return code === BAD_PARAMETER
    ? envelope(coze, { code: 400, msg }, 400)
    : envelope(coze, { code, msg }, 200);
}

export const cozeError = (coze: Coze, code: number, message: string): HTTPException =>
  refusal(failure(coze, code, message));

export const badParameter = (coze: Coze, problem: string) =>
  cozeError(coze, BAD_PARAMETER, `Invalid parameter: ${problem}`);

type Call = { readonly method: string; readonly path: string };

/** An unknown path. Studio first asks for the cookie of its own web pages. */
export const noSuchPath = (coze: Coze, { method, path }: Call): HTTPException => {
  const msg = `The requested API endpoint ${method} ${path} does not exist.`;
  if (!isStudio(coze)) return refusal(envelope(coze, { code: BAD_PARAMETER, msg }, 404));
  return refusal(envelope(coze, { code: 401, msg: 'missing session_key in cookie' }, 401));
};

/** A method that the path does not have. */
export const noSuchMethod = (coze: Coze, call: Call): HTTPException =>
  isStudio(coze) ? refusal(envelope(coze, { code: 404, msg: 'not found' }, 404)) : noSuchPath(coze, call);

/** An invalid token. As public logs show, most calls respond with 401, and a chat with 200. */
export function invalidToken(coze: Coze, { path }: Call): HTTPException {
  const { invalidTokenCode } = coze.settings();
  if (isStudio(coze)) return cozeError(coze, 700012006, 'authentication failed: api key invalid');
  if (invalidTokenCode !== null) return cozeError(coze, invalidTokenCode, 'The access token is invalid.');
  const [code, msg, status] = path.endsWith('/chat')
    ? [4101, 'The token you entered is incorrect.', 200]
    : [700012006, 'access token invalid', 401];
  return refusal(envelope(coze, { code, msg }, status));
}

export const isStudio = (coze: Coze): boolean => coze.settings().profile === 'studio';

const BAD_PARAMETER = 4000;

/** The HTTP statuses of codes; 400 for the others. */
const STATUSES: Readonly<Record<number, number>> = {
  4008: 429,
  4009: 429,
  4020: 429,
  4100: 401,
  4101: 401,
  4200: 404,
  5000: 500,
  700012006: 401,
};

/** An injected failure, with exactly this status. */
export function injectedFailure(coze: Coze, status: number, code?: string | number): Response {
  const [fitting] = Object.entries(STATUSES).find(([, each]) => each === status) ?? [];
  const given = Number(code ?? fitting ?? (status >= 500 ? 5000 : BAD_PARAMETER));
  return envelope(coze, { code: given, msg: `Made to fail with ${given}.` }, status);
}

function envelope(coze: Coze, body: object, status: number): Response {
  const headers = logIdHeader(coze);
  const [logid] = Object.values(headers);
  const withDetail = coze.settings().detail && !isStudio(coze) ? { ...body, detail: { logid } } : body;
  return Response.json(withDetail, { status, headers });
}

/** The header with the log id. In the cloud: Beijing time to the second, then twenty random hex digits. */
export function logIdHeader(coze: Coze): Record<string, string> {
  if (isStudio(coze)) return { 'X-Log-ID': randomUUID() };
  const beijing = new Date(coze.now() + 8 * 3_600_000).toISOString();
  const digits = randomBytes(10).toString('hex').toUpperCase();
  return { 'X-Tt-Logid': beijing.replace(/\D/g, '').slice(0, 14) + digits };
}
