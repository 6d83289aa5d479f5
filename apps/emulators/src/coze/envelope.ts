import { randomBytes } from 'node:crypto';
import { BAD_PARAMETER, type CozeError, NOT_FOUND, statusOf } from './coze-error.ts';
import { type CozeService, cozeSettings } from './coze-service.ts';

/** A success: code 0 and whatever the call gives back. */
export const succeed = (service: CozeService, fields: object = {}): Response =>
  envelope(service, { code: 0, msg: '', ...fields }, 200);

/** A failure in the form of the chosen profile. */
export function fail(service: CozeService, { code, message }: CozeError): Response {
  const { profile, failureStatus } = cozeSettings(service);
  if (code === NOT_FOUND) return envelope(service, { code, msg: message }, 404);
  if (profile === 'studio') {
    // Coze Studio tells a bad parameter by the status, and everything else by the code alone.
    return code === BAD_PARAMETER
      ? envelope(service, { code: 400, msg: message }, 400)
      : envelope(service, { code, msg: message }, 200);
  }
  return envelope(service, { code, msg: message }, failureStatus === '200' ? 200 : statusOf(code));
}

/** An answer with exactly this status, for failures made on purpose. */
export function envelope(service: CozeService, body: object, status: number): Response {
  const logId = createLogId(service.now());
  const { profile, detail } = cozeSettings(service);
  const withDetail = detail && profile === 'cloud' ? { ...body, detail: { logid: logId } } : body;
  return Response.json(withDetail, { status, headers: { [LOG_ID_HEADER]: logId } });
}

export const LOG_ID_HEADER = 'X-Tt-Logid';

/** The time to the second in Beijing, then twenty digits that tell one request from another. */
export function createLogId(time: number): string {
  const beijing = new Date(time + 8 * 3_600_000).toISOString();
  return beijing.replace(/\D/g, '').slice(0, 14) + randomBytes(10).toString('hex').toUpperCase();
}
