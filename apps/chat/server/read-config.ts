import { fileURLToPath } from 'node:url';
import { StartError } from './start-error.ts';
import type { DifyAccess } from './upstreams/dify/dify-request.ts';

export interface ChatConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Where the emulator and its operator page listen when no Dify is given. */
  readonly operatorPort: number;
  /** `null` runs an emulated Dify beside the chat. */
  readonly dify: DifyAccess | null;
  /** Holds the feedback, the session secret and what the emulator remembers. */
  readonly dataFolder: string;
  /** `null` keeps one in the data folder. */
  readonly sessionSecret: string | null;
  /** The address that people open, where that is not the one the server listens on, as behind a reverse proxy. */
  readonly publicUrl: URL | null;
  /** Whether Vite serves the client from its sources. */
  readonly development: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment. Throws a `StartError` for what cannot be right. */
export function readConfig(environment: Environment, { development = false } = {}): ChatConfig {
  return {
    host: environment.HOST || '127.0.0.1',
    port: readPort(environment, 'PORT', 3000),
    operatorPort: readPort(environment, 'OPERATOR_PORT', 4010),
    dify: readDify(environment),
    dataFolder: environment.DATA_DIR || fileURLToPath(new URL('../../../.data', import.meta.url)),
    sessionSecret: readSessionSecret(environment),
    publicUrl: readUrl(environment, 'PUBLIC_URL'),
    development,
  };
}

function readPort(environment: Environment, name: string, fallback: number): number {
  const text = environment[name];
  if (!text) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new StartError(
    `${name} is not a port, so the chat was not started. Set it to a number from 1 to 65535, such as ${name}=${fallback}, or leave it out.`,
  );
}

function readDify(environment: Environment): DifyAccess | null {
  const apiKey = environment.DIFY_API_KEY;
  const baseUrl = readUrl(environment, 'DIFY_BASE_URL');
  if (!apiKey && !baseUrl) return null;
  if (apiKey && baseUrl) return { apiKey, baseUrl: baseUrl.href };
  const [given, missing] = apiKey ? ['DIFY_API_KEY', 'DIFY_BASE_URL'] : ['DIFY_BASE_URL', 'DIFY_API_KEY'];
  throw new StartError(
    `${given} is set but ${missing} is not, so the chat was not started. Set both to chat with your Dify, or neither to chat with an emulated one.`,
  );
}

function readSessionSecret(environment: Environment): string | null {
  const secret = environment.SESSION_SECRET;
  if (!secret) return null;
  // A signature is as strong as its secret: 32 characters hold at least the 128 bits that nobody can guess.
  if (secret.length >= 32) return secret;
  throw new StartError(
    'SESSION_SECRET has fewer than 32 characters, which could be guessed, so the chat was not started. Set a longer one, or leave it out to have one made.',
  );
}

function readUrl(environment: Environment, name: string): URL | null {
  const text = environment[name];
  if (!text) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new StartError(
    `${name} is not a web address, so the chat was not started. Set it to one that begins with http:// or https://.`,
  );
}
