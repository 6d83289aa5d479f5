import { createChatServer } from './create-chat-server.ts';
import { readConfig } from './read-config.ts';
import { StartError } from './start-error.ts';
import { stopWhenAsked } from './stop-when-asked.ts';

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
