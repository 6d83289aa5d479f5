import { createChatServer } from './chat-server.ts';
import { readConfig } from './config.ts';
import { stopWhenAsked } from './shutdown.ts';
import { StartError } from './start-error.ts';

try {
  const config = readConfig(process.env, { development: process.argv.includes('--dev') });
  const starting = createChatServer(config);
  stopWhenAsked(async () => (await starting).close());
  const chat = await starting;
  process.stdout.write(`\nChat           ${chat.url}\n`);
  if (chat.operatorUrl) process.stdout.write(`Operator page  ${chat.operatorUrl}\n`);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
