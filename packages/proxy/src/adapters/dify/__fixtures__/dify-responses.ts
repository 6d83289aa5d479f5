import type { DeliveryOutcome } from '../../feedback-adapter.ts';

/** A response of Dify to a feedback request, byte for byte, with its meaning. */
export interface RecordedDifyResponse {
  readonly name: string;
  readonly status: number;
  readonly body: string;
  readonly meaning: DeliveryOutcome;
  /** Whether the rating was revoked. */
  readonly revoking?: true;
}

const DELIVERED: DeliveryOutcome = { type: 'delivered' };
const REFUSED: DeliveryOutcome = { type: 'refused', code: 'upstream_refused' };
const NOT_FOUND: DeliveryOutcome = { type: 'refused', code: 'message_not_found' };
const NOT_ITS_OWN: DeliveryOutcome = { type: 'held', misconfigured: true };
const ALL_HELD: DeliveryOutcome = { type: 'held', accountWide: true };
const RETRY: DeliveryOutcome = { type: 'retry' };
const LIMITED: DeliveryOutcome = { type: 'retry', accountWide: true };
const MISCONFIGURED: DeliveryOutcome = { type: 'retry', misconfigured: true };
const UNCERTAIN: DeliveryOutcome = { type: 'uncertain' };
const CRASHED: DeliveryOutcome = { type: 'uncertain', ended: true };

/** Responses that all versions share. */
export const COMMON_RESPONSES: readonly RecordedDifyResponse[] = [
  { name: 'success', status: 200, body: '{"result":"success"}\n', meaning: DELIVERED },
  {
    name: 'nothing to revoke',
    status: 400,
    body: '{"code":"invalid_param","message":"rating cannot be None when feedback not exists","status":400}\n',
    meaning: DELIVERED,
    revoking: true,
  },
  {
    name: 'no user',
    status: 400,
    body: '{"code":"invalid_param","message":"Arg user must be provided.","status":400}\n',
    meaning: REFUSED,
  },
  {
    name: 'a message that does not exist, or of another user',
    status: 404,
    body: '{"code":"not_found","message":"Message Not Exists.","status":404}\n',
    meaning: NOT_FOUND,
  },
  {
    name: 'a message id that is not a UUID',
    status: 404,
    body: '<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.</p>\n',
    meaning: MISCONFIGURED,
  },
  {
    name: 'no Authorization header',
    status: 401,
    body: '{"code":"unauthorized","message":"Authorization header must be provided and start with \'Bearer\'","status":401}\n',
    meaning: ALL_HELD,
  },
  {
    name: 'another scheme of authorization',
    status: 401,
    body: '{"code":"unauthorized","message":"Authorization scheme must be \'Bearer\'","status":401}\n',
    meaning: ALL_HELD,
  },
  {
    name: 'an unknown key',
    status: 401,
    body: '{"code":"unauthorized","message":"Access token is invalid","status":401}\n',
    meaning: ALL_HELD,
  },
  {
    name: 'the API of the app switched off',
    status: 403,
    body: '{"code":"forbidden","message":"The app\'s API service has been disabled.","status":403}\n',
    meaning: ALL_HELD,
  },
  {
    name: 'an app that is gone',
    status: 403,
    body: '{"code":"forbidden","message":"The app no longer exists.","status":403}\n',
    meaning: ALL_HELD,
  },
  {
    name: 'an archived workspace',
    status: 403,
    body: '{"code":"forbidden","message":"The workspace\'s status is archived.","status":403}\n',
    meaning: ALL_HELD,
  },
  {
    name: 'a body that is not JSON',
    status: 400,
    body: '{"code":"bad_request","message":"The browser (or proxy) sent a request that this server could not understand.","status":400}\n',
    meaning: REFUSED,
  },
  {
    name: 'another content type',
    status: 415,
    body: '{"code":"unsupported_media_type","message":"Did not attempt to load JSON data because the request Content-Type was not \'application/json\'.","status":415}\n',
    meaning: MISCONFIGURED,
  },
  {
    name: 'another method',
    status: 405,
    body: '{"code":"method_not_allowed","message":"The method is not allowed for the requested URL.","status":405}\n',
    meaning: MISCONFIGURED,
  },
  {
    name: 'a crash, before 1.8',
    status: 500,
    body: '{"message":"Internal Server Error","code":"unknown"}\n',
    meaning: CRASHED,
  },
  {
    name: 'a crash',
    status: 500,
    body: '{"message":"Internal Server Error","code":"unknown","status":500}\n',
    meaning: CRASHED,
  },
  {
    name: 'too many requests',
    status: 429,
    body: '{"code":"too_many_requests","message":"Too many requests. Please try again later.","status":429}\n',
    meaning: LIMITED,
  },
];

/** How the four generations of Dify's error layer respond to an unknown rating. */
export const REFUSED_RATINGS: readonly RecordedDifyResponse[] = [
  {
    name: 'up to 1.7.2 (flask-restful)',
    status: 400,
    body: '{"code":"invalid_param","message":"LIKE is not a valid choice","params":"rating"}\n',
    meaning: REFUSED,
  },
  {
    name: '1.8.0 to 1.10.1 (flask-restx)',
    status: 400,
    body: '{"errors":{"rating":"Feedback rating The value \'LIKE\' is not a valid choice for \'rating\'."},"message":"Input payload validation failed"}\n',
    meaning: REFUSED,
  },
  {
    name: '1.11.0 to the middle of 2026 (pydantic)',
    status: 400,
    body: '{"code":"invalid_param","message":"1 validation error for MessageFeedbackPayload\\nrating\\n  Input should be \'like\' or \'dislike\' [type=literal_error, input_value=\'LIKE\', input_type=str]\\n    For further information visit https://errors.pydantic.dev/2.11/v/literal_error","status":400}\n',
    meaning: REFUSED,
  },
  {
    name: 'since August 2026 (model_validate)',
    status: 422,
    body: '{"code":"unprocessable_entity","message":"[{\\"type\\": \\"literal_error\\", \\"loc\\": [\\"rating\\"], \\"msg\\": \\"Input should be \'like\' or \'dislike\'\\"}]","status":422}\n',
    meaning: REFUSED,
  },
];

/** Responses that are not from Dify, because the base URL or a gateway is wrong. */
export const FOREIGN_RESPONSES: readonly RecordedDifyResponse[] = [
  {
    name: 'a page with status 200',
    status: 200,
    body: '<!doctype html><title>Dify</title>',
    meaning: MISCONFIGURED,
  },
  {
    name: 'JSON with status 200 that says nothing of success',
    status: 200,
    body: '{"ok":true}',
    meaning: MISCONFIGURED,
  },
  { name: 'an empty response with status 200', status: 200, body: '', meaning: MISCONFIGURED },
  { name: 'a redirect', status: 302, body: '', meaning: MISCONFIGURED },
  { name: 'a redirect to https', status: 308, body: '', meaning: MISCONFIGURED },
  {
    name: 'JSON 404 of another service',
    status: 404,
    body: '{"detail":"Not Found"}',
    meaning: MISCONFIGURED,
  },
  {
    name: 'plain http sent to https',
    status: 400,
    body: '<html><h1>400 Bad Request</h1></html>',
    meaning: MISCONFIGURED,
  },
  { name: 'a gateway’s size limit', status: 413, body: '<html><h1>413</h1></html>', meaning: MISCONFIGURED },
  {
    name: 'a gateway’s size limit as JSON',
    status: 413,
    body: '{"message":"Request size limit exceeded"}',
    meaning: MISCONFIGURED,
  },
  { name: 'a gateway’s JSON 400', status: 400, body: '{"message":"Bad Request"}', meaning: MISCONFIGURED },
  {
    name: 'JSON 422 of another service',
    status: 422,
    body: '{"detail":[{"msg":"field required"}]}',
    meaning: MISCONFIGURED,
  },
  { name: 'a firewall', status: 403, body: '<html>Attention Required!</html>', meaning: NOT_ITS_OWN },
  { name: 'a firewall with JSON', status: 403, body: '{"message":"Forbidden"}', meaning: NOT_ITS_OWN },
  { name: 'a gateway without a backend', status: 502, body: '<html>Bad Gateway</html>', meaning: UNCERTAIN },
  {
    name: 'a gateway during a restart',
    status: 503,
    body: '<html>Service Unavailable</html>',
    meaning: RETRY,
  },
  {
    name: 'a gateway that gave up waiting',
    status: 504,
    body: '<html>Gateway Timeout</html>',
    meaning: UNCERTAIN,
  },
  { name: 'a JSON list', status: 400, body: '[1]', meaning: MISCONFIGURED },
  { name: 'JSON null', status: 200, body: 'null', meaning: MISCONFIGURED },
];
