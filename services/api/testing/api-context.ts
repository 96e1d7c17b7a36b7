import { bookingContext } from '@throughline/app/testing/booking-context.ts';
import type { Mailer, OutgoingMail } from '@throughline/app/ports/mailer.ts';
import { systemClock } from '@throughline/runtime/clock.ts';
import { afterAll } from 'vitest';
import { buildApp, type ApiOptions } from '../app.ts';
import { googleSignIn } from '../sign-in/google-sign-in.ts';

export const publicUrl = 'https://throughline.example';

/**
 * The API on a database of its own, with Google played by the sandbox. Reached as over https through `inject`; nothing
 * listens, and mails that leave are kept in `mails`. Call it at the top of a file.
 */
export async function apiContext(options: Partial<ApiOptions> & { now?: string } = {}) {
  const { now = '2027-01-25T11:00:00Z', ...given } = options;
  const mails: OutgoingMail[] = [];
  const mailer: Mailer = {
    send: async ({ onHandover, ...mail }) => {
      await onHandover();
      mails.push(mail);
      return { kind: 'accepted' };
    },
  };
  const context = { ...(await bookingContext({ now })), publicUrl, mailer };
  // Google's tokens live by the machine's time, whatever the organisation's clock says.
  context.clock.advanceWallBy(context.clock.wall().until(systemClock.wall()));
  const { clientId, clientSecret, oauthBaseUrl } = context.world.settings;
  const google = googleSignIn({ clientId, clientSecret, oauthBaseUrl: oauthBaseUrl ?? null });
  const { app, declared } = await buildApp({ context, google, demo: null, pagesDir: null, ...given });
  await app.ready();
  afterAll(() => app.close());
  return { app, declared, context, mails };
}

export type ApiContext = Awaited<ReturnType<typeof apiContext>>;
