import { randomBytes } from 'node:crypto';
import type { HTTPException } from 'hono/http-exception';
import { refusal } from '../frame/site.ts';
import type { UpstreamContext } from '../frame/upstream.ts';
import type { CozeSettings } from './coze-settings.ts';
import type { CozeState } from './coze-state.ts';

/** What every route of the emulated Coze works with, in both regions. */
export interface Coze extends UpstreamContext<CozeSettings> {
  readonly state: CozeState;
}

/** A success: code 0 and whatever the call gives back. */
export const succeed = (coze: Coze, fields: object = {}): Response =>
  envelope(coze, { code: 0, msg: '', ...fields }, 200);

/** A failure in the form of the chosen profile. Its code names it; the HTTP status need not fit. */
export function failure(coze: Coze, code: number, msg: string): Response {
  const { profile, failureStatus } = coze.settings();
  if (profile === 'cloud') {
    return envelope(coze, { code, msg }, failureStatus === '200' ? 200 : (STATUSES[code] ?? 400));
  }
  // Coze Studio tells a bad parameter by the status, and everything else by the code alone.
  return code === BAD_PARAMETER
    ? envelope(coze, { code: 400, msg }, 400)
    : envelope(coze, { code, msg }, 200);
}

export const cozeError = (coze: Coze, code: number, message: string): HTTPException =>
  refusal(failure(coze, code, message));

export const badParameter = (coze: Coze, problem: string) =>
  cozeError(coze, BAD_PARAMETER, `Invalid parameter: ${problem}`);

/** Where there is no such path: unlike the other failures it has a status of its own on either profile. */
export const noSuchPath = (coze: Coze, { method, path }: { method: string; path: string }): HTTPException => {
  const studio = coze.settings().profile === 'studio';
  const body = studio
    ? { code: 404, msg: 'not found' }
    : { code: BAD_PARAMETER, msg: `The requested API endpoint ${method} ${path} does not exist.` };
  return refusal(envelope(coze, body, 404));
};

const BAD_PARAMETER = 4000;

/** The statuses that fit the codes, where 400 does not. */
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

/** The answer to an injected failure, with exactly this status. */
export function injectedFailure(coze: Coze, status: number, code?: string | number): Response {
  const [fitting] = Object.entries(STATUSES).find(([, each]) => each === status) ?? [];
  const given = Number(code ?? fitting ?? (status >= 500 ? 5000 : BAD_PARAMETER));
  return envelope(coze, { code: given, msg: `Made to fail with ${given}.` }, status);
}

function envelope(coze: Coze, body: object, status: number): Response {
  const headers = logIdHeader(coze);
  const { profile, detail } = coze.settings();
  const withDetail = detail && profile === 'cloud' ? { ...body, detail: { logid: headers[LOG_ID] } } : body;
  return Response.json(withDetail, { status, headers });
}

const LOG_ID = 'X-Tt-Logid';

/** The time to the second in Beijing, then twenty digits that tell one request from another. */
export function logIdHeader({ now }: Coze): { [LOG_ID]: string } {
  const beijing = new Date(now() + 8 * 3_600_000).toISOString();
  const digits = randomBytes(10).toString('hex').toUpperCase();
  return { [LOG_ID]: beijing.replace(/\D/g, '').slice(0, 14) + digits };
}
