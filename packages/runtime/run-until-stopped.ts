import { SettingsError } from './open-service.ts';

/**
 * Runs a service as a process: starts it, waits for SIGTERM or SIGINT, lets it finish what is under way. A second
 * signal stops at once. Settings that cannot be meant end the process with a sentence each.
 */
export async function runUntilStopped(start: () => Promise<{ close(): Promise<void> }>): Promise<void> {
  const service = await start().catch((error: unknown) => {
    process.stderr.write(`${error instanceof SettingsError ? error.message : text(error)}\n`);
    process.exit(1);
  });
  let signals = 0;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      signals += 1;
      if (signals > 1) process.exit(130);
      service.close().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${text(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
}

function text(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
