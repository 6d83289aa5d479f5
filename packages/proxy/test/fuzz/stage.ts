import { setImmediate } from 'node:timers/promises';
import type fc from 'fast-check';
import { type FuzzInput, inputsFor, USER } from './inputs.ts';
import type { RawInput } from './raw-damage.ts';
import { startRawTarget } from './raw-http.ts';
import { createReferences } from './references.ts';
import { checkResponse, type ReceivedResponse, type Verdict } from './response-problem.ts';
import { CANARY } from './values.ts';
import { SETUPS, START } from './vendors.ts';
import { createWatchedProxy, type WatchedProxy } from './watched-proxy.ts';
import { submittedMessage, toRequest } from './web-request.ts';

/** One proxy for each setup, for the whole run, with a clock of its own. */
export async function createStage(): Promise<Stage> {
  const problems: string[] = [];
  const stopListening = listenForLeaks(problems);
  let clock = START;
  const watch = { now: () => clock, problems };
  const proxies = SETUPS.map((setup) => createWatchedProxy(setup, watch));
  const references = await Promise.all(SETUPS.map((setup) => createReferences(setup, USER)));
  // A sealed reference completes the ids of a submission.
  const sealedIds = new Map(references.flat().map(({ token, message }) => [token, message]));
  let current: WatchedProxy | undefined;
  const pending: Promise<unknown>[] = [];

  const handle = (request: Request) => {
    if (current === undefined) throw new Error('A request came before its input.');
    const handled = current.proxy.fetch(request, { waitUntil: (promise) => pending.push(promise) });
    pending.push(handled);
    return handled;
  };
  const rawTarget = await startRawTarget({ fetch: handle });

  function prepare({ setup, method, body, upstream, storeFails }: FuzzInput): void {
    clock += 1_000;
    current = proxies[setup];
    const { token, ...ids } = method.toUpperCase() === 'POST' ? submittedMessage(body) : {};
    current?.expect({ ids: { ...sealedIds.get(token as string), ...ids }, upstream, storeFails });
  }

  async function settle(): Promise<void> {
    // What is still running would be compared with the next input.
    while (pending.length > 0) await Promise.all(pending.splice(0));
    if (problems.length > 0) throw new Error(problems.splice(0).join('\n'));
  }

  return {
    inputs: inputsFor(SETUPS, references),

    async tryWeb(input) {
      prepare(input);
      const request = toRequest(input);
      const response = await handle(request);
      const { status, headers } = response;
      const received = { status, headers, text: await response.text() };
      await settle();
      return checkResponse(received, { ...worldOf(input), hasBody: true });
    },

    async tryRaw(raw) {
      prepare(raw.input);
      const response = await rawTarget.send(raw);
      await settle();
      return checkRawResponse(response, raw);
    },

    async endBlock() {
      clock += LONGER_THAN_ANY_WAIT_MS;
      for (const { proxy, expect } of proxies) {
        expect({ ids: null, upstream: 'success', storeFails: false });
        await proxy.deliverDue();
        // Otherwise the rows of a million inputs would hide what grows.
        await proxy.prune({ olderThanMs: 0 });
        const { waiting, retrying, deadLetters, settled } = await proxy.stats();
        const rows = waiting + retrying + deadLetters + settled;
        if (rows > 0) problems.push(`${rows} rows are still to be sent after a day`);
      }
      // Node reports unhandled rejections after the microtasks.
      await setImmediate();
      await settle();
    },

    async close() {
      await rawTarget.close();
      for (const { proxy } of proxies) await proxy.close();
      stopListening();
    },
  };
}

/** The proxy cuts a `Retry-After` to a day. */
const LONGER_THAN_ANY_WAIT_MS = 25 * 3_600_000;

export interface Stage {
  readonly inputs: fc.Arbitrary<FuzzInput>;
  /** Sends the input to the handler as a `Request`. Rejects if something happens that must not. */
  tryWeb(input: FuzzInput): Promise<Verdict>;
  /** Sends it to the Node listener through a socket. */
  tryRaw(input: RawInput): Promise<Verdict>;
  /** Delivers what is left, removes old rows, and rejects if something happened in the background. */
  endBlock(): Promise<void>;
  close(): Promise<void>;
}

function worldOf({ method, headers, storeFails }: FuzzInput) {
  const preflight =
    method === 'OPTIONS' && headers.some(([name]) => name === 'access-control-request-method');
  return { preflight, storeFails };
}

/** Node and its HTTP library refuse what is no HTTP, with no body. All else must come from the proxy. */
function checkRawResponse(response: ReceivedResponse | null, { input, damage }: RawInput): Verdict {
  if (response === null) {
    if (damage === 'none') throw new Error('A correct request got no response.');
    return 'no response';
  }
  const isProxys = response.headers.has('x-request-id') || response.status === 204;
  if (!isProxys && REFUSED_BY_NODE.has(response.status) && response.text === '')
    return `HTTP ${response.status}`;
  return checkResponse(response, {
    ...worldOf(input),
    hasBody: input.method !== 'HEAD' || response.text !== '',
  });
}

const REFUSED_BY_NODE = new Set([400, 408, 413, 414, 417, 431]);

/** Notes rejections without a handler, and what is printed with text of an input. */
function listenForLeaks(problems: string[]): () => void {
  const onRejection = (reason: unknown) => problems.push(`An unhandled rejection: ${reason}`);
  process.on('unhandledRejection', onRejection);
  const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
  const originals = methods.map((method) => {
    // biome-ignore lint/suspicious/noConsole: watches what others print.
    const original = console[method];
    console[method] = (...values: unknown[]) => {
      if (values.some((value) => String(value).includes(CANARY))) problems.push(`console.${method} has text`);
    };
    return () => {
      console[method] = original;
    };
  });
  return () => {
    process.off('unhandledRejection', onRejection);
    for (const restore of originals) restore();
  };
}
