import type { GetToken } from '@message-feedback/proxy';
import * as v from 'valibot';
import { ChatError } from '../../../contract/chat-error.ts';
import { waitForResponse } from '../response-limit.ts';
import { obtainToken } from '../user-token.ts';
import { cozeFailure, TOKEN_CODES } from './coze-failure.ts';

export interface CozeAccess {
  /** Such as `https://api.coze.cn`. */
  readonly baseUrl: string;
  readonly botId: string;
  /** The user's own token, or the account's token for all users. */
  readonly getToken: GetToken;
  /** Whether all users share one token, so that Coze cannot separate their conversations. */
  readonly shared: boolean;
}

export interface CozeRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly userId: string;
  readonly signal: AbortSignal;
}

/** Sends one request to Coze as the user. Throws a `ChatError` for any failure. */
export interface SendToCoze {
  /** The fields of a JSON response. */
  <const Schema extends v.GenericSchema>(
    request: CozeRequest,
    schema: Schema,
  ): Promise<v.InferOutput<Schema>>;
  /** The response as a stream. */
  stream(request: CozeRequest): Promise<NonNullable<Response['body']>>;
}

export function createSendToCoze({
  baseUrl,
  getToken,
}: Pick<CozeAccess, 'baseUrl' | 'getToken'>): SendToCoze {
  /** Retries once with another token if the first one is no longer valid. */
  async function send(request: CozeRequest): Promise<CozeAnswer> {
    const { userId } = request;
    const token = await obtainToken(getToken, { userId });
    const answer = await sendWith(token, request);
    if (!isTokenRejected(answer)) return answer;
    const another = await obtainToken(getToken, { userId, rejected: token });
    return another === token ? answer : sendWith(another, request);
  }

  async function sendWith(token: string, { method, path, query, body, signal }: CozeRequest) {
    const url = new URL(`${baseUrl.replace(/\/+$/, '')}${path}`);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    const headers = new Headers({ authorization: `Bearer ${token}` });
    if (body !== undefined) headers.set('content-type', 'application/json');
    const response = await waitForResponse(signal, (attempt) =>
      fetch(url, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        // A redirect would send the token to another server.
        redirect: 'error',
        signal: attempt,
      }),
    );
    return readCozeAnswer(response);
  }

  const sendToCoze = async <const Schema extends v.GenericSchema>(request: CozeRequest, schema: Schema) => {
    const answer = await send(request);
    if (answer.code !== 0) throw failureOf(answer, request);
    const parsed = v.safeParse(schema, answer.fields);
    if (parsed.success) return parsed.output;
    console.error('A response did not come from Coze. Check that COZE_BASE_URL is its API.');
    throw new ChatError('upstream_refused');
  };
  const stream = async (request: CozeRequest) => {
    const answer = await send(request);
    if (answer.events) return answer.events;
    throw failureOf(answer, request);
  };
  return Object.assign(sendToCoze, { stream });
}

interface CozeAnswer {
  readonly status: number;
  readonly logId: string | null;
  /** 0 is success; `null` if there is no code. */
  readonly code: number | null;
  readonly fields: unknown;
  /** Set if the response streams, which means success. */
  readonly events: Response['body'];
}

async function readCozeAnswer(response: Response): Promise<CozeAnswer> {
  const { status, headers } = response;
  const common = { status, logId: headers.get('x-tt-logid') };
  if (response.ok && headers.get('content-type')?.startsWith('text/event-stream')) {
    return { ...common, code: null, fields: null, events: response.body };
  }
  const fields: unknown = await response.json().catch(() => null);
  const envelope = v.safeParse(ENVELOPE, fields);
  return { ...common, code: envelope.success ? envelope.output.code : null, fields, events: null };
}

const ENVELOPE = v.object({ code: v.number() });

function isTokenRejected({ status, code }: CozeAnswer): boolean {
  return status === 401 || TOKEN_CODES.has(code);
}

function failureOf({ status, code, logId }: CozeAnswer, { method, path }: CozeRequest): ChatError {
  return cozeFailure({ request: `${method} ${path.replace(/\d{6,}/g, '…')}`, status, code, logId });
}
