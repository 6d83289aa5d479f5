import { join } from 'node:path';
import { type RunningEmulators, startEmulators } from '@message-feedback/emulators';
import type { ChatConfig } from './config.ts';
import { emulatedAccess } from './emulated-access.ts';
import { portError } from './listener.ts';
import type { UpstreamAccess } from './upstream-access.ts';
import type { Assistant } from './upstreams/assistant.ts';
import { connectCoze } from './upstreams/coze/coze-assistant.ts';
import { connectDify } from './upstreams/dify/dify-assistant.ts';
import { connectMoveworks } from './upstreams/moveworks/moveworks-assistant.ts';

export interface ConnectedUpstream extends Assistant {
  /** The operator page of the emulator; `null` with a real upstream. */
  readonly operatorUrl: string | null;
  close(): Promise<void>;
}

/**
 * The upstream of the configuration, or an emulated one started beside the chat. Throws a
 * `StartError` for a taken port.
 */
export async function connectUpstream(config: ChatConfig): Promise<ConnectedUpstream> {
  if (config.access) return { ...connect(config.access), operatorUrl: null, close: async () => {} };
  const emulators = await startBeside(config);
  const access = await emulatedAccess(config.upstream, emulators);
  return { ...connect(access), operatorUrl: emulators.url, close: () => emulators.close() };
}

function connect(upstream: UpstreamAccess): Assistant {
  switch (upstream.name) {
    case 'dify':
      return connectDify(upstream.access);
    case 'coze':
      return connectCoze(upstream.access);
    case 'moveworks':
      return connectMoveworks(upstream.access);
    default:
      return upstream satisfies never;
  }
}

/**
 * Loopback only, wherever the chat listens, because anyone who reaches the emulators can control
 * them.
 */
async function startBeside({ operatorPort: port, dataFolder }: ChatConfig): Promise<RunningEmulators> {
  const stateFile = join(dataFolder, 'emulators.sqlite');
  return startEmulators({ host: '127.0.0.1', port, stateFile }).catch((error: unknown) => {
    throw portError(error, 'OPERATOR_PORT', port);
  });
}
