import { buildSandbox } from '@throughline/sandbox/app.ts';
import { sandboxControl, type SandboxControl } from '@throughline/standalone/sandbox-control.ts';
import { atTheEnd } from './at-the-end.ts';

/** When a call is met: as it comes in, or once it has taken effect and its answer is about to leave. */
export type Moment = 'before_effect' | 'after_effect';

export type Provider = {
  readonly url: string;
  readonly smtpUrl: string;
  readonly control: SandboxControl;
  /** Spoils calls: `services/sandbox/core/faults/fault.ts`. */
  inject(fault: Readonly<Record<string, unknown>>): Promise<void>;
  exchanges(): Promise<readonly Exchange[]>;
  /** Calls `act` when the given one of the insertions from now on is at that moment, and holds its answer back until then. */
  atInsertion(input: { number: number; moment: Moment; act: () => Promise<void> }): void;
};

export type Exchange = {
  readonly time: string;
  readonly method: string;
  readonly url: string;
  readonly status: number;
};

/** The stand-in provider in this process, on real time, where calls can be met half-way. */
export async function openProvider({
  client,
}: {
  client: { clientId: string; clientSecret: string };
}): Promise<Provider> {
  const sandbox = await buildSandbox({
    dataDirectory: null,
    clockCallback: null,
    googleClient: { ...client, redirectUris: [] },
  });
  let watch: { left: number; moment: Moment; act: () => Promise<void> } | null = null;
  const meet = async (moment: Moment, { method, url }: { method: string; url: string }) => {
    if (watch?.moment !== moment || method !== 'POST' || !/\/calendars\/[^/]+\/events(\?|$)/.test(url)) return;
    watch.left -= 1;
    if (watch.left > 0) return;
    const { act } = watch;
    watch = null;
    await act();
  };
  sandbox.app.addHook('onRequest', (request) => meet('before_effect', request));
  sandbox.app.addHook('onSend', async (request, _reply, payload) => {
    await meet('after_effect', request);
    return payload;
  });
  const { url, smtpPort } = await sandbox.listen();
  atTheEnd(() => sandbox.close());
  const control = sandboxControl({ origin: url });
  return {
    url,
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    control,
    inject: async (fault) => {
      const answer = await fetch(`${url}/control/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fault),
      });
      if (!answer.ok) throw new Error(`the fault was refused: ${await answer.text()}`);
    },
    exchanges: async () => {
      const lines = (await (await fetch(`${url}/control/requests`)).text()).split('\n');
      return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Exchange);
    },
    atInsertion: ({ number, moment, act }) => {
      watch = { left: number, moment, act };
    },
  };
}
