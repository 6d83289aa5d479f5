import { startEmulators } from './emulators.ts';

const { PORT = '4010', STATE_FILE } = process.env;

try {
  const emulators = await startEmulators({
    port: parsePort(PORT),
    ...(STATE_FILE ? { stateFile: STATE_FILE } : {}),
  });
  process.stdout.write(
    `${[
      `Emulators: ${emulators.url}`,
      `Dify:      ${emulators.difyBaseUrl}`,
      `Coze:      ${emulators.cozeBaseUrl} (cn), ${emulators.cozeComBaseUrl} (com)`,
      `Moveworks: ${emulators.moveworksBaseUrl}/rest/v1beta1`,
    ].join('\n')}\n`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulators.close().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

function parsePort(text: string) {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`PORT is "${text}", but a port is a whole number up to 65535. Set another one.`);
}
