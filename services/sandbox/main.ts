import { z } from 'zod';
import { buildSandbox } from './app.ts';

const environment = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  SANDBOX_SMTP_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  SANDBOX_DATA_DIR: z.string().min(1).optional(),
  SANDBOX_CLOCK_CALLBACK: z.url().optional(),
  SANDBOX_CLIENT_NAME: z.string().min(1).optional(),
  SANDBOX_GOOGLE_CLIENT_ID: z.string().min(1).default('sandbox-google-client'),
  SANDBOX_GOOGLE_CLIENT_SECRET: z.string().min(1).default('sandbox-google-secret'),
  SANDBOX_MICROSOFT_CLIENT_ID: z.string().min(1).default('sandbox-microsoft-client'),
  SANDBOX_MICROSOFT_CLIENT_SECRET: z.string().min(1).default('sandbox-microsoft-secret'),
});

const parsed = environment.safeParse(process.env);
if (!parsed.success) fail(z.prettifyError(parsed.error));
const settings = parsed.data;

const sandbox = await buildSandbox({
  dataDirectory: settings.SANDBOX_DATA_DIR ?? null,
  clockCallback: settings.SANDBOX_CLOCK_CALLBACK ?? null,
  googleClient: {
    clientId: settings.SANDBOX_GOOGLE_CLIENT_ID,
    clientSecret: settings.SANDBOX_GOOGLE_CLIENT_SECRET,
    name: settings.SANDBOX_CLIENT_NAME,
    redirectUris: [],
  },
  microsoftClient: {
    clientId: settings.SANDBOX_MICROSOFT_CLIENT_ID,
    clientSecret: settings.SANDBOX_MICROSOFT_CLIENT_SECRET,
    name: settings.SANDBOX_CLIENT_NAME,
    redirectUris: [],
  },
});

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  await sandbox.close();
  process.exit(0);
};
process.on('SIGTERM', () => void stop());
// Ctrl-C reaches the whole process group; a parent still has work to drain through here and says itself when to stop.
process.on('SIGINT', () => void (process.connected ? undefined : stop()));
// A parent that was killed closes the channel; nothing of it may live on.
process.on('disconnect', () => void stop());

try {
  const { port, smtpPort, url } = await sandbox.listen({
    port: settings.SANDBOX_PORT,
    smtpPort: settings.SANDBOX_SMTP_PORT,
  });
  process.send?.({ type: 'ready', port, smtpPort });
  process.stdout.write(`The sandbox is ready at ${url}, mail at smtp://localhost:${smtpPort}\n`);
} catch (error) {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') throw error;
  fail(`${error.message}: set SANDBOX_PORT or SANDBOX_SMTP_PORT to a free port`);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
