import { join } from 'node:path';
import { startEmulators } from '@message-feedback/emulators';
import { portError } from './listen.ts';
import type { ChatConfig } from './read-config.ts';
import type { DifyAccess } from './upstreams/dify/dify-request.ts';

export interface ConnectedDify {
  readonly access: DifyAccess;
  /** Where what was sent can be looked at; `null` with a real Dify, which has its own place for that. */
  readonly operatorUrl: string | null;
  close(): Promise<void>;
}

/** The Dify of the configuration, or an emulated one started beside the chat. Throws a `StartError` for a taken port. */
export async function connectDify(config: ChatConfig): Promise<ConnectedDify> {
  if (config.dify) return { access: config.dify, operatorUrl: null, close: async () => {} };

  const { host, operatorPort: port, dataFolder } = config;
  const stateFile = join(dataFolder, 'emulators.sqlite');
  const emulators = await startEmulators({ host, port, stateFile }).catch((error: unknown) => {
    throw portError(error, 'OPERATOR_PORT', port);
  });
  return {
    // The key of the emulated app is no secret: it is the same everywhere and opens nothing but the emulator.
    access: { apiKey: 'app-emulated-chat', baseUrl: emulators.difyBaseUrl },
    operatorUrl: emulators.url,
    close: () => emulators.close(),
  };
}
