import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A step of a session: the greeting, a command, or the end of the message. */
export type SmtpStep = 'GREETING' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'BODY' | 'RSET' | 'QUIT';

/** An SMTP reply such as `550 no such mailbox`, or `drop` to cut the connection instead of answering. */
export type SmtpAnswer = string;

const WELL_BEHAVED: Record<SmtpStep, SmtpAnswer> = {
  GREETING: '220 scripted',
  EHLO: '250 scripted',
  AUTH: '235 welcome',
  MAIL: '250 sender ok',
  RCPT: '250 recipient ok',
  DATA: '354 go on',
  BODY: '250 taken',
  RSET: '250 reset',
  QUIT: '221 bye',
};

/** An SMTP server that answers well except where the script says otherwise, and remembers each step and message. */
export async function openScriptedSmtp(script: Partial<Record<SmtpStep, SmtpAnswer>>) {
  const steps: SmtpStep[] = [];
  const bodies: string[] = [];
  const sockets = new Set<Socket>();

  function answer(socket: Socket, step: SmtpStep): void {
    steps.push(step);
    const reply = script[step] ?? WELL_BEHAVED[step];
    if (reply === 'drop') socket.destroy();
    else socket.write(`${reply}\r\n`);
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    let pending = '';
    let inBody = false;
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      pending += chunk.toString('utf8');
      for (;;) {
        const end = pending.indexOf(inBody ? '\r\n.\r\n' : '\r\n');
        if (end === -1) return;
        const part = pending.slice(0, end);
        pending = pending.slice(end + (inBody ? 5 : 2));
        if (inBody) bodies.push(part);
        const step = inBody ? 'BODY' : (part.slice(0, 4).toUpperCase() as SmtpStep);
        inBody = step === 'DATA' && (script.DATA ?? '354').startsWith('354');
        answer(socket, step);
      }
    });
    answer(socket, 'GREETING');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `smtp://127.0.0.1:${port}`,
    steps,
    bodies,
    /** Cuts every open connection. */
    drop: () => sockets.forEach((socket) => socket.destroy()),
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
