import type { Mailer, OutgoingMail } from '@throughline/app/ports/mailer.ts';
import type { ProviderName } from '@throughline/app/ports/calendar.ts';
import { twoClouds } from '@throughline/app/testing/two-clouds.ts';
import { afterAll } from 'vitest';
import { buildApp, type ApiOptions } from '../app.ts';
import { providerSignIns } from '../sign-in/provider-sign-ins.ts';

export const publicUrl = 'https://throughline.example';

/**
 * The API on a database of its own, with the calendar providers played by the sandbox. Reached as over https through
 * `inject`; nothing listens, and mails that leave are kept in `mails`. `world` is Google, which alone is offered unless
 * `offered` says otherwise. Call it at the top of a file.
 */
export async function apiContext(
  options: Partial<ApiOptions> & { now?: string; offered?: readonly ProviderName[] } = {},
) {
  const { now = '2027-01-25T11:00:00Z', offered = ['google'], ...given } = options;
  const mails: OutgoingMail[] = [];
  const mailer: Mailer = {
    send: async ({ onHandover, ...mail }) => {
      await onHandover();
      mails.push(mail);
      return { kind: 'accepted' };
    },
  };
  const clouds = await twoClouds({ now, offered });
  const context = { ...clouds, world: clouds.worlds.google, publicUrl, mailer };
  const signIn = providerSignIns({ settings: clouds.settings, oidc: null, wall: clouds.wall });
  const { app, declared } = await buildApp({ context, signIn, demo: null, pagesDir: null, ...given });
  await app.ready();
  afterAll(() => app.close());
  return { app, declared, context, mails };
}

export type ApiContext = Awaited<ReturnType<typeof apiContext>>;
