import { startEmbeddedPostgres } from '../start-embedded-postgres.ts';

/** A process that starts a server in the directory named by its argument, says so, and holds on until it is killed. */
const { port } = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', durable: false });
process.stdout.write(`${port}\n`);
setInterval(() => {}, 60_000);
