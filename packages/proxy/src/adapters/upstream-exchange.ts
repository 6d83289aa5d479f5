/** A call to an upstream. */
export interface UpstreamRequest {
  readonly url: string;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came back. */
export interface UpstreamResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The body as text; `null` when it was longer than the proxy reads. */
  readonly body: string | null;
  /** When it had been read, in milliseconds since 1970. */
  readonly receivedAt: number;
}
