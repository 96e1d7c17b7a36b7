import path from 'node:path';
import type { Demo } from '@throughline/api/route-context.ts';
import type { Clock } from '@throughline/app/ports/clock.ts';
import { calendarSettings } from '@throughline/runtime/calendar-settings.ts';
import { movableClock, systemClock } from '@throughline/runtime/clock.ts';
import type { RuntimeInput } from '@throughline/runtime/create-runtime.ts';
import type { Settings } from '@throughline/runtime/env.ts';
import { listenForClock } from './clock-callback.ts';
import { sandboxEncryptionKeys } from './encryption-keys.ts';
import { sandboxControl } from './sandbox-control.ts';
import { startSandbox } from './sandbox-process.ts';

/** The world outside as this start sees it: real clouds and real time, or the sandbox's. */
export type Outside = {
  readonly google: RuntimeInput['calendars']['google'];
  readonly microsoft: RuntimeInput['calendars']['microsoft'];
  readonly smtp: { readonly url: string; readonly from: string };
  readonly encryptionKeys: string;
  readonly clock: Clock;
  /** Present with the sandbox only. */
  readonly demo: Demo | null;
  close(): Promise<void>;
};

/** Microsoft's client ids are GUIDs. */
const sandboxClients = {
  google: { clientId: 'throughline-sandbox', clientSecret: 'only-good-in-the-sandbox' },
  microsoft: { clientId: '0f6c1f0e-4a5d-4c55-9d4e-7d3f2b6a8c11', clientSecret: 'only-good-in-the-sandbox' },
} as const;

/** `onStep` is awaited at every step of the sandbox's clock, after ours was moved. */
export async function openSandbox({
  settings,
  say,
  onStep,
}: {
  settings: Settings;
  say: (line: string) => void;
  onStep: () => Promise<void>;
}): Promise<Outside> {
  const { baseUrls, smtp, encryptionKeys, sandbox, dataDir } = settings;
  if (sandbox === null) {
    if (smtp === null) throw new Error('SMTP_URL: is needed without the sandbox. Set it and MAIL_FROM.');
    if (encryptionKeys === null)
      throw new Error('ENCRYPTION_KEYS: is needed without the sandbox. npm run throughline -- setup makes one.');
    return {
      ...calendarSettings(settings),
      smtp,
      encryptionKeys,
      clock: systemClock,
      demo: null,
      close: async () => {},
    };
  }

  say('Starting the sandbox: stand-in clouds, a mailbox and a clock that can be moved …');
  const clock = movableClock();
  const callback = await listenForClock({
    onStep: async (now) => {
      clock.moveTo(now);
      await onStep();
    },
  });
  const child = await startSandbox({
    port: sandbox.port,
    dataDir: path.resolve(dataDir, 'sandbox'),
    clockCallback: callback.url,
    clients: sandboxClients,
    clientName: 'Throughline',
  });
  const control = sandboxControl({ origin: child.origin });
  clock.moveTo(await control.now());
  return {
    // Through a proxy in front of the sandbox where the settings name one.
    google: {
      ...sandboxClients.google,
      apiBaseUrl: baseUrls.googleApi ?? child.origin,
      oauthBaseUrl: baseUrls.googleOauth ?? child.origin,
      callsPerMinute: Number.POSITIVE_INFINITY,
    },
    microsoft: {
      ...sandboxClients.microsoft,
      tenant: 'common',
      graphBaseUrl: baseUrls.microsoftGraph ?? child.origin,
      loginBaseUrl: baseUrls.microsoftLogin ?? child.origin,
      callsPerTenMinutes: Number.POSITIVE_INFINITY,
    },
    smtp: smtp ?? { url: child.smtpUrl, from: 'Throughline <throughline@northwind.example>' },
    encryptionKeys: encryptionKeys ?? (await sandboxEncryptionKeys({ dataDir })),
    clock,
    demo: {
      sandboxUrl: child.origin,
      advance: async (duration) => {
        clock.moveTo(await control.advance(duration));
      },
    },
    close: async () => {
      await child.stop();
      await callback.close();
    },
  };
}
