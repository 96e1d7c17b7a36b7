import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { atTheEnd } from './at-the-end.ts';

export type ServiceProcess = {
  /** Resolves when a line with these words was printed, or rejects when the process ends without. */
  says(words: string): Promise<void>;
  /** What it printed so far. */
  output(): string;
  isRunning(): boolean;
  kill(signal: NodeJS.Signals): void;
  /** Its exit code, null after a signal. */
  readonly exited: Promise<number | null>;
};

/** Without the settings of whoever runs the tests. */
const ours =
  /^(PORT|HOST|PUBLIC_URL|DATA_DIR|DATABASE_|QUEUE_|REDIS_|GOOGLE_|MICROSOFT_|OIDC_|SMTP_|MAIL_|ENCRYPTION_|SANDBOX|LOG_LEVEL)/;

/** Runs a file of ours as a process of its own. `.env` is not read: it starts in a folder without one. */
export function startProcess({
  file,
  environment,
  directory = tmpdir(),
}: {
  /** As in an import. */
  file: string;
  environment: Readonly<Record<string, string>>;
  directory?: string;
}): ServiceProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !ours.test(name));
  const child = spawn(process.execPath, [fileURLToPath(import.meta.resolve(file))], {
    cwd: directory,
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk;
      for (const listener of listeners) listener();
    });
  }
  const exited = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null));
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  atTheEnd(async () => {
    if (isRunning()) child.kill('SIGKILL');
    await exited;
  });
  return {
    says: (words) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (printed.includes(words)) settle(resolve);
        };
        const settle = (done: () => void) => {
          listeners.delete(look);
          done();
        };
        listeners.add(look);
        look();
        void exited.then((code) =>
          settle(() => reject(new Error(`it ended with ${code} before it said “${words}”:\n${printed}`))),
        );
      }),
    output: () => printed,
    isRunning,
    kill: (signal) => void child.kill(signal),
    exited,
  };
}
