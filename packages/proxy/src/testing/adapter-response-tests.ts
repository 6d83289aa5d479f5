import type { DeliveryOutcome } from '../adapters/feedback-adapter.ts';
import { type AdapterSpecimen, LIKE, type NamedAdapterTests } from './adapter-request-tests.ts';

const CANARY = 'canary-of-the-upstream';
const PAGE = `<!doctype html><html><h1>${CANARY}</h1></html>`;

export const adapterResponseTests: NamedAdapterTests = [
  [
    'recognizes its upstream’s success',
    (specimen, expect) => {
      const { status, body } = specimen.success;
      expect(outcomeOf(specimen, status, body)).toEqual({ type: 'delivered' });
    },
  ],
  [
    'treats nothing else as a success',
    (specimen, expect) => {
      const half = specimen.success.body.slice(0, -1);
      const bodies = [
        PAGE,
        half,
        '',
        ' ',
        '{}',
        '[]',
        'null',
        'true',
        '0',
        '"success"',
        `[${specimen.success.body}]`,
      ];
      const accepted = bodies.filter((body) => outcomeOf(specimen, 200, body).type === 'delivered');
      expect(accepted).toEqual([]);
      for (const status of [204, 301, 302, 304, 307]) {
        expect([status, outcomeOf(specimen, status, '').type === 'delivered']).toEqual([status, false]);
      }
      expect(outcomeOf(specimen, 200, null).type === 'delivered').toEqual(false);
    },
  ],
  [
    'refuses no feedback for a page that its upstream did not write',
    (specimen, expect) => {
      const statuses = [200, 204, 302, 400, 404, 405, 408, 413, 421, 429, 431, 500, 502, 503, 504, 599];
      const refused = statuses.filter((status) => outcomeOf(specimen, status, PAGE).type === 'refused');
      expect(refused).toEqual([]);
    },
  ],
  [
    'holds feedback after 401 and 403, even as a page',
    (specimen, expect) => {
      for (const status of [401, 403]) {
        expect([status, outcomeOf(specimen, status, PAGE).type]).toEqual([status, 'held']);
      }
    },
  ],
  [
    'retries after a rate limit, because nothing was accepted',
    (specimen, expect) => {
      expect(outcomeOf(specimen, 429, PAGE).type).toEqual('retry');
    },
  ],
  [
    'is uncertain after 500, 502 and 504, even as a page',
    (specimen, expect) => {
      for (const status of [500, 502, 504]) {
        expect([status, outcomeOf(specimen, status, PAGE).type]).toEqual([status, 'uncertain']);
      }
    },
  ],
  [
    'repeats no text of its upstream',
    (specimen, expect) => {
      const quoting = JSON.stringify({ code: CANARY, message: CANARY, msg: CANARY, error: { code: CANARY } });
      for (const status of [200, 400, 401, 404, 422, 429, 500]) {
        const outcome = JSON.stringify(outcomeOf(specimen, status, quoting));
        expect([status, outcome.includes(CANARY)]).toEqual([status, false]);
      }
    },
  ],
];

function outcomeOf(
  { adapter, message }: AdapterSpecimen,
  status: number,
  body: string | null,
): DeliveryOutcome {
  const response = { status, body, headers: new Headers(), receivedAt: 0 };
  return adapter.readOutcome(response, { message, feedback: LIKE });
}
