import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { controlRoutes } from './control/control-routes.ts';
import { openAccounts } from './core/accounts/account-store.ts';
import { openCalendars } from './core/calendar/calendar-store.ts';
import type { CloudProvider } from './core/cloud-provider.ts';
import { createClockMover } from './core/clock/clock-mover.ts';
import { openClock } from './core/clock/sandbox-clock.ts';
import { createExchangeLog } from './core/exchanges/exchange-log.ts';
import { recordExchanges } from './core/exchanges/record-exchanges.ts';
import { applyFaults } from './core/faults/apply-faults.ts';
import { createFaults } from './core/faults/fault-store.ts';
import { openMails } from './core/mail/mail-store.ts';
import type { MailStore } from './core/mail/mail-store.ts';
import { createSmtpReceiver } from './core/mail/smtp-receiver.ts';
import { forgetfulJournal, openJournal } from './core/state/journal.ts';
import { createGoogleProvider } from './google/google-provider.ts';
import { canonicalPath } from './microsoft/graph/canonical-path.ts';
import { createMicrosoftProvider } from './microsoft/microsoft-provider.ts';
import { calendarPages } from './pages/calendar-page.ts';
import { indexPage } from './pages/index-page.ts';
import { mailboxPages } from './pages/mailbox-page.ts';
import type { Sandbox } from './sandbox.ts';
import type { SandboxOptions } from './sandbox-options.ts';

export type RunningSandbox = { readonly port: number; readonly smtpPort: number; readonly url: string };

export type BuiltSandbox = {
  readonly app: FastifyInstance;
  /** Opens both doors on loopback; port 0 takes any free one. */
  readonly listen: (ports?: { port?: number; smtpPort?: number }) => Promise<RunningSandbox>;
  /** Stops answering and writes the last changes down. */
  readonly close: () => Promise<void>;
};

const host = '127.0.0.1';

/** The stand-in clouds, mailbox, pages and control API, ready to listen. */
export async function buildSandbox(options: SandboxOptions): Promise<BuiltSandbox> {
  const journal =
    options.dataDirectory === null ? forgetfulJournal() : openJournal({ directory: options.dataDirectory });
  const clock = openClock({ journal });
  const cloud = {
    clock,
    accounts: openAccounts({ journal }),
    calendars: openCalendars({ journal, clock }),
    mails: openMails({ journal, clock }),
  };
  const faults = createFaults();
  const exchanges = createExchangeLog();
  let url = 'http://localhost';

  const app = Fastify({
    // Whoever calls closes: a connection closed from here while a request is on its way would fail that request.
    keepAliveTimeout: 0,
    bodyLimit: 16 * 1024 * 1024,
    forceCloseConnections: true,
    rewriteUrl: ({ url }) => canonicalPath(url ?? '/'),
    routerOptions: { maxParamLength: 2048 },
  });
  acceptEmptyJson(app);
  // What was answered has happened: it outlives even a kill right after the answer.
  app.addHook('onSend', async () => journal.flush());
  await app.register(cookie);
  await app.register(formbody);
  const providers: CloudProvider[] = [];
  recordExchanges({ app, log: exchanges, providers });
  applyFaults({ app, faults, providers });

  const given = { app, cloud, journal, faults, log: exchanges, publicUrl: () => url };
  const google = createGoogleProvider({ ...given, client: options.googleClient });
  const microsoft = createMicrosoftProvider({ ...given, client: options.microsoftClient ?? null });
  providers.push(google, microsoft);
  const mover = createClockMover({
    clock,
    journal,
    callbackUrl: options.clockCallback,
    settle: async () => {
      for (const provider of providers) await provider.settle();
    },
  });
  const sandbox: Sandbox = { cloud, faults, exchanges, mover, microsoft, providers };
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const provider = providers.find((candidate) => candidate.officialOrigin(path) !== null);
    const body = provider?.errorBody({ path, status: 404, reason: null }) ?? { error: `there is nothing at ${path}` };
    return reply.code(404).send(body);
  });
  controlRoutes({ app, sandbox });
  indexPage({ app, sandbox });
  calendarPages({ app, sandbox });
  mailboxPages({ app, sandbox });
  const mails: MailStore = {
    ...cloud.mails,
    add: (mail) => {
      const kept = cloud.mails.add(mail);
      journal.flush();
      return kept;
    },
  };
  const smtp = createSmtpReceiver({ mails, clock, faults });

  return {
    app,
    listen: async ({ port = 0, smtpPort = 0 } = {}) => {
      await app.listen({ host, port });
      const address = app.server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      url = `http://localhost:${taken}`;
      return { port: taken, smtpPort: await smtp.listen({ host, port: smtpPort }), url };
    },
    close: async () => {
      await app.close();
      await smtp.close();
      for (const provider of providers) provider.close();
      journal.close();
    },
  };
}

/** Clients name a content type on calls without a body, which Fastify would refuse. */
function acceptEmptyJson(app: FastifyInstance): void {
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    if (body === '') return done(null, undefined);
    try {
      return done(null, JSON.parse(String(body)));
    } catch (error) {
      return done(Object.assign(new Error('Parse Error', { cause: error }), { statusCode: 400 }));
    }
  });
}
