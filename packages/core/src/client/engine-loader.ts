import type { CreateEngine, Engine, LoadEngine } from '../engine/engine.ts';
import type { EngineOptions } from '../engine/engine-options.ts';
import type { Successor } from '../engine/hand-over.ts';
import { delayLimit, type SetTimer } from '../engine/timings.ts';
import { type ClientState, publish } from '../state/client-state.ts';

/** Loads the engine when it is needed, and retries if that fails. */
export function createEngineLoader(
  state: ClientState,
  loadEngine: LoadEngine,
  options: EngineOptions & { readonly setTimer: SetTimer },
): EngineLoader {
  let engine: Engine | null = null;
  let running = false;
  let closed = false;
  let successor: Successor | undefined;
  /** Whether the engine is being loaded, or has been. */
  let loading = false;
  let failures = 0;

  function start(): void {
    running = true;
    if (!closed) engine?.start();
    load();
  }

  function load(): void {
    if (loading || closed) return;
    const loaded = loadEngine();
    loading = true;
    if (typeof loaded === 'function') attach(loaded);
    else loaded.then(attach, loadLater);
  }

  function loadLater(cause: unknown): void {
    loading = false;
    state.loadFailure = cause;
    state.isEngineLate = failures++ > 0;
    for (const entry of state.entries.values()) publish(state, entry);
    options.setTimer(load, delayLimit(failures));
  }

  function attach(createEngine: CreateEngine): void {
    engine = createEngine(state, options);
    if (closed) engine.close(successor);
    else if (running) engine.start();
    else engine.stop();
  }

  return {
    get engine() {
      return engine;
    },
    start,
    stop() {
      running = false;
      engine?.stop();
    },
    close(next) {
      closed = true;
      successor = next;
      engine?.close(successor);
    },
  };
}

export interface EngineLoader {
  /** `null` until it is loaded. */
  readonly engine: Engine | null;
  /** Loads the engine if necessary, and starts it. */
  start(): void;
  /** Stops the engine, as soon as it is loaded. */
  stop(): void;
  /** Ends the engine. The successor takes over what the user did, once a load in progress succeeds. */
  close(successor?: Successor): void;
}
