// An empty Postgres that is as crash-safe as a real one, for as long as the bench runs. Its address is the folder
// of its socket.
import { startPostgres } from '../../../packages/proxy/test/postgres-server.ts';

const server = await startPostgres();
process.once('disconnect', async () => {
  await server.remove();
  process.exit();
});
// The bench sends it to programs that take long to end. This one still has files to remove.
process.on('SIGTERM', () => {});
process.send?.({ url: server.config.host });
