import { fileURLToPath } from 'node:url';
import type { UpstreamName } from '../contract/about.ts';
import { type Environment, readPort, readUrl } from './environment.ts';
import { StartError } from './start-error.ts';
import { readUpstreamAccess, readUpstreamName, type UpstreamAccess } from './upstream-access.ts';

export interface ChatConfig {
  readonly host: string;
  /** 0 chooses a free port. */
  readonly port: number;
  /** Where the emulators and their operator page listen when no upstream is given. */
  readonly operatorPort: number;
  readonly upstream: UpstreamName;
  /** `null` runs an emulated upstream beside the chat. */
  readonly access: UpstreamAccess | null;
  /** Contains the feedback, the server's secrets and the state of the emulators. */
  readonly dataFolder: string;
  /** `null` creates one in the data folder. */
  readonly sessionSecret: string | null;
  /**
   * The address that users open, if it differs from the one the server listens on, as behind a
   * reverse proxy.
   */
  readonly publicUrl: URL | null;
  /** Whether Vite serves the client from its sources. */
  readonly development: boolean;
}

/** Reads the environment. Throws a `StartError` for invalid values. */
export function readConfig(environment: Environment, { development = false } = {}): ChatConfig {
  const upstream = readUpstreamName(environment);
  return {
    host: environment.HOST || '127.0.0.1',
    port: readPort(environment, 'PORT', 3000),
    operatorPort: readPort(environment, 'OPERATOR_PORT', 4010),
    upstream,
    access: readUpstreamAccess(environment, upstream),
    dataFolder: environment.DATA_DIR || fileURLToPath(new URL('../../../.data', import.meta.url)),
    sessionSecret: readSessionSecret(environment),
    publicUrl: readUrl(environment, 'PUBLIC_URL'),
    development,
  };
}

function readSessionSecret(environment: Environment): string | null {
  const secret = environment.SESSION_SECRET;
  if (!secret) return null;
  // A signature is as strong as its secret: 32 characters have at least 128 bits.
  if (secret.length >= 32) return secret;
  throw new StartError(
    'SESSION_SECRET has fewer than 32 characters, which could be guessed, so the chat was not started. Set a longer one, or leave it out to have one made.',
  );
}
