/** A refusal, thrown by whatever finds the request wanting. Its code says what it is; the HTTP status need not. */
export class CozeError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'CozeError';
    this.code = code;
  }
}

export const badParameter = (problem: string) =>
  new CozeError(BAD_PARAMETER, `Invalid parameter: ${problem}`);

/** The message points to the vendor's site, as Coze's own does: not a text for end users. */
export const wrongToken = () =>
  new CozeError(
    4101,
    'The token is incorrect for this site. For more information, refer to https://coze.com/docs/developer_guides/authentication',
  );

export const BAD_PARAMETER = 4000;

/** Where there is no such path. */
export const NOT_FOUND = 404;

/** The HTTP status that fits a code, for the setting that gives failures one. */
export const statusOf = (code: number): number => STATUSES[code] ?? 400;

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

/** The code that fits an HTTP status, for failures made on purpose. */
export function codeOf(status: number): number {
  const [code] = Object.entries(STATUSES).find(([, fitting]) => fitting === status) ?? [];
  if (code !== undefined) return Number(code);
  return status >= 500 ? 5000 : BAD_PARAMETER;
}
