import type { AddressInfo } from 'node:net';
import { callbackify } from 'node:util';
import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type ReceivedMail = {
  readonly raw: string;
  readonly parsed: ParsedMail;
  readonly recipients: readonly string[];
};

/** A real SMTP server that keeps what it is sent. */
export async function openInbox() {
  const mails: ReceivedMail[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onData(stream, session, done) {
      const keep = async () => {
        const raw = Buffer.concat(await stream.toArray());
        const recipients = session.envelope.rcptTo.map((recipient) => recipient.address);
        mails.push({ raw: raw.toString('utf8'), parsed: await simpleParser(raw), recipients });
      };
      callbackify(keep)(done);
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  const { port } = listening.address() as AddressInfo;

  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    connections: () => connections,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
