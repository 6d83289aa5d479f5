import { isDeepStrictEqual } from 'node:util';
import { createD1Store, type D1Database } from '@message-feedback/proxy/sqlite';
import { describeStore } from '@message-feedback/proxy/testing';

/** Runs the store suite inside workerd, and responds with what failed in each test. */
export default {
  async fetch(_: Request, { FEEDBACK: database }: { readonly FEEDBACK: D1Database }): Promise<Response> {
    const tests: [title: string, test: () => Promise<void>][] = [];
    let tables = 0;
    describeStore('D1', () => createD1Store({ database, table: `table_${++tables}` }), {
      describe: (_name, body) => body(),
      it: (title, test) => tests.push([title, test]),
      expect: (actual) => ({
        toEqual(expected) {
          if (isDeepStrictEqual(actual, expected)) return;
          throw new Error(`${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
        },
      }),
    });
    const failures: Record<string, string> = {};
    for (const [title, test] of tests) {
      await test().catch((error: unknown) => {
        failures[title] = String(error);
      });
    }
    return Response.json({ tests: tests.length, failures });
  },
};
