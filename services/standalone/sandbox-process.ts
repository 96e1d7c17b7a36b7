import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const ready = z.object({ type: z.literal('ready'), port: z.number().int(), smtpPort: z.number().int() });

type OAuthClient = { readonly clientId: string; readonly clientSecret: string };

export type SandboxProcess = {
  readonly origin: string;
  readonly smtpUrl: string;
  /** Settles when the process is gone, however that came about. */
  readonly exited: Promise<void>;
  stop(): Promise<void>;
};

/**
 * Starts the stand-in clouds as a process of their own, so that they answer while we plan. It leaves by itself
 * when we are gone: the channel between us closes.
 */
export async function startSandbox({
  port,
  dataDir,
  clockCallback,
  clients,
  clientName,
}: {
  port: number;
  dataDir: string;
  /** The application as each stand-in cloud knows it. */
  clients: { readonly google: OAuthClient; readonly microsoft: OAuthClient };
  /** What their consent pages call it. */
  clientName: string;
  /** Told of every step of the clock, and answered before the next. */
  clockCallback: string;
}): Promise<SandboxProcess> {
  const child = fork(fileURLToPath(import.meta.resolve('@throughline/sandbox/main.ts')), {
    // Ctrl-C reaches the whole foreground group; the sandbox has to outlive the workers that still use it.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      SANDBOX_PORT: String(port),
      SANDBOX_SMTP_PORT: '0',
      SANDBOX_DATA_DIR: dataDir,
      SANDBOX_CLOCK_CALLBACK: clockCallback,
      SANDBOX_CLIENT_NAME: clientName,
      SANDBOX_GOOGLE_CLIENT_ID: clients.google.clientId,
      SANDBOX_GOOGLE_CLIENT_SECRET: clients.google.clientSecret,
      SANDBOX_MICROSOFT_CLIENT_ID: clients.microsoft.clientId,
      SANDBOX_MICROSOFT_CLIENT_SECRET: clients.microsoft.clientSecret,
    },
  });
  const exited = once(child, 'exit').then(() => undefined);
  const message = await Promise.race([
    once(child, 'message').then(([first]) => ready.parse(first)),
    exited.then(() => {
      throw new Error(`The sandbox ended while starting, with exit code ${child.exitCode}`);
    }),
  ]);
  return {
    origin: `http://localhost:${message.port}`,
    smtpUrl: `smtp://127.0.0.1:${message.smtpPort}`,
    exited,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
