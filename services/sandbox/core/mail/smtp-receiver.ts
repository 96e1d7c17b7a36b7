import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import type { SandboxClock } from '../clock/sandbox-clock.ts';
import type { FaultStore } from '../faults/fault-store.ts';
import type { MailStore } from './mail-store.ts';

export type SmtpReceiver = {
  /** Resolves with the port listened on. */
  readonly listen: (args: { host: string; port: number }) => Promise<number>;
  readonly close: () => Promise<void>;
};

const largestMailBytes = 25 * 1024 * 1024;

/** Takes in mail for anybody, without asking who hands it in; reachable from this machine only. */
export function createSmtpReceiver({
  mails,
  clock,
  faults,
}: {
  mails: MailStore;
  clock: SandboxClock;
  faults: FaultStore;
}): SmtpReceiver {
  const sockets = new Map<number, Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    size: largestMailBytes,
    onData: (stream, session, done) => {
      const hangUp = (): void => void sockets.get(session.remotePort)?.destroy();
      void finish({ work: receive({ stream, session, mails, clock, faults, hangUp }), done });
    },
  });
  // smtp-server keeps its connections to itself; a socket is known by the port it comes from.
  server.server.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    if (remotePort === undefined) return;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
  });
  // A client that disappears in the middle of a mail is its own trouble.
  server.on('error', () => undefined);

  return {
    listen: ({ host, port }) =>
      new Promise((resolve, reject) => {
        server.server.once('error', reject);
        server.listen(port, host, () => {
          server.server.off('error', reject);
          const address = server.server.address();
          resolve(typeof address === 'object' && address !== null ? address.port : port);
        });
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function finish({ work, done }: { work: Promise<void>; done: (error?: Error | null) => void }): Promise<void> {
  try {
    await work;
  } catch (error) {
    done(error instanceof Error ? error : new Error('could not take the mail in', { cause: error }));
    return;
  }
  done();
}

async function receive({
  stream,
  session,
  mails,
  clock,
  faults,
  hangUp,
}: {
  stream: SMTPServerDataStream;
  session: SMTPServerSession;
  mails: MailStore;
  clock: SandboxClock;
  faults: FaultStore;
  hangUp: () => void;
}): Promise<void> {
  const source = await buffer(stream);
  const to = session.envelope.rcptTo.map((recipient) => recipient.address.toLowerCase());
  const target = { account: to[0] ?? null, method: 'SMTP', path: 'smtp' };
  const take = (kinds: Parameters<FaultStore['take']>[0]['kinds']) => faults.take({ kinds, target });

  const delay = take(['delay']);
  if (delay !== undefined) await wait(delay.milliseconds ?? 30_000);
  const refused = take(['status', 'throttle']);
  if (refused !== undefined)
    throw Object.assign(new Error('Refused by an injected fault'), { responseCode: refused.status ?? 451 });
  if (take(['reset']) !== undefined) return hangUp();

  await keep({ source, to, sender: session.envelope.mailFrom, mails, clock });
  if (take(['response_lost']) !== undefined) hangUp();
}

async function keep({
  source,
  to,
  sender,
  mails,
  clock,
}: {
  source: Buffer;
  to: readonly string[];
  sender: SMTPServerSession['envelope']['mailFrom'];
  mails: MailStore;
  clock: SandboxClock;
}): Promise<void> {
  const parsed = await simpleParser(source, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
  });
  mails.add({
    source: 'smtp',
    from: parsed.from?.text ?? (sender === false ? '' : sender.address),
    to,
    subject: parsed.subject ?? '',
    date: (parsed.date ?? new Date(clock.now().epochMilliseconds)).toISOString(),
    messageId: parsed.messageId ?? null,
    headers: parsed.headerLines.map(({ line }) => splitHeader(line)),
    text: parsed.text ?? '',
    html: parsed.html || null,
  });
}

/** Unfolds a header and parts its name from its value. */
function splitHeader(line: string): [string, string] {
  const unfolded = line.replaceAll(/\r?\n\s+/g, ' ');
  const colon = unfolded.indexOf(':');
  return [unfolded.slice(0, colon), unfolded.slice(colon + 1).trim()];
}
