import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openMailer, ordinaryMail as mail, withInbox } from '../testing/open-mailer.ts';
import { openScriptedSmtp } from '../testing/scripted-smtp.ts';
import type { SmtpStep } from '../testing/scripted-smtp.ts';

async function withScript(script: Partial<Record<SmtpStep, string>>) {
  const server = await openScriptedSmtp(script);
  onTestFinished(server.close);
  let handovers = 0;
  const mailer = openMailer(server.url);
  const send = () =>
    mailer.send({
      ...mail,
      onHandover: async () => {
        handovers += 1;
      },
    });
  return { server, mailer, send, handovers: () => handovers };
}

const onHandover = async () => {};

describe('a mail that is taken', () => {
  test('arrives as composed, under the Message-ID and date it was given', async () => {
    const { inbox, mailer } = await withInbox();
    expect((await mailer.send({ ...mail, onHandover })).kind).toBe('accepted');

    const [received] = inbox.mails;
    expect(received?.recipients).toEqual(['ana@acme.example']);
    expect(received?.parsed.from?.text).toBe('"Throughline" <throughline@acme.example>');
    expect(received?.parsed.to).toMatchObject({ value: [{ name: 'Ana Ruiz', address: 'ana@acme.example' }] });
    expect(received?.parsed.subject).toBe(mail.subject);
    expect(received?.parsed.html).toContain('Hello Ana');
    expect(received?.parsed.text?.trim()).toBe('Hello Ana');
    expect(received?.parsed.messageId).toBe(mail.messageId);
    expect(received?.parsed.date?.toISOString()).toBe('2026-11-26T09:00:00.000Z');
  });

  test('leaves over connections that are kept', async () => {
    const { inbox, mailer } = await withInbox();
    for (let number = 0; number < 5; number += 1) await mailer.send({ ...mail, onHandover });
    expect([inbox.mails.length, inbox.connections()]).toEqual([5, 1]);
  });
});

describe('a mail is rejected', () => {
  test.each([
    ['the sender is refused', { MAIL: '550 not from you' }],
    ['the recipient is refused', { RCPT: '550 no such mailbox' }],
    ['the server will not take data', { DATA: '554 no' }],
  ] as const)('when %s for good, before anything was handed over', async (_when, script) => {
    const { send, handovers } = await withScript(script);
    expect(await send()).toMatchObject({
      kind: 'rejected',
      reason: expect.stringContaining(Object.values(script)[0] ?? ''),
    });
    expect(handovers()).toBe(0);
  });

  test('when its content is refused for good', async () => {
    const { send, handovers } = await withScript({ BODY: '554 looks like spam' });
    expect(await send()).toMatchObject({
      kind: 'rejected',
      reason: expect.stringContaining('looks like spam'),
    });
    expect(handovers()).toBe(1);
  });

  test('when its address is none', async () => {
    const { inbox, mailer } = await withInbox();
    const sendTo = (address: string) => mailer.send({ ...mail, to: { name: 'Ana', address }, onHandover });
    expect(await sendTo('nobody')).toMatchObject({ kind: 'rejected', reason: expect.stringContaining('501') });
    expect(await sendTo('')).toMatchObject({ kind: 'rejected', reason: expect.stringContaining('No recipients') });
    expect(inbox.mails).toEqual([]);
  });
});

describe('a mail can be sent again', () => {
  test('when nothing listens', async () => {
    const { server, mailer } = await withScript({});
    await server.close();
    expect(await mailer.send({ ...mail, onHandover })).toMatchObject({
      kind: 'unreachable',
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test.each([
    ['the server is not ready', { GREETING: '421 later' }],
    ['the connection is lost before the greeting', { GREETING: 'drop' }],
    ['the sender is put off', { MAIL: '451 later' }],
    ['the recipient is put off', { RCPT: '450 greylisted' }],
    ['the connection is lost at the recipient', { RCPT: 'drop' }],
    ['the connection is lost at DATA', { DATA: 'drop' }],
  ] as const)('when %s: nothing was handed over', async (_when, script) => {
    const { send, server, handovers } = await withScript(script);
    expect((await send()).kind).toBe('unreachable');
    expect([handovers(), server.bodies]).toEqual([0, []]);
  });

  test('when our credentials are refused, since that is not about the mail', async () => {
    const server = await openScriptedSmtp({ EHLO: '250-scripted\r\n250 AUTH PLAIN', AUTH: '535 who are you' });
    onTestFinished(server.close);
    const mailer = openMailer(server.url.replace('//', '//throughline:secret@'));
    expect(await mailer.send({ ...mail, onHandover })).toMatchObject({
      kind: 'unreachable',
      reason: expect.stringContaining('535'),
    });
  });

  test('when the server puts off the content it was sent: a plain no', async () => {
    const { send, handovers } = await withScript({ BODY: '451 try later' });
    expect(await send()).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('451') });
    expect(handovers()).toBe(1);
  });

  test('when the connection is lost while the handover is being recorded, and only once that has ended', async () => {
    const { server, mailer } = await withScript({});
    let recorded = false;
    const outcome = await mailer.send({
      ...mail,
      onHandover: async () => {
        server.drop();
        // Time enough for the mailer to notice.
        await wait(200);
        recorded = true;
      },
    });
    expect([outcome.kind, recorded, server.bodies]).toEqual(['unreachable', true, []]);
  });
});

describe('a mail that was handed over', () => {
  test('is uncertain when the answer never comes, and goes out once', async () => {
    const { send, server, handovers } = await withScript({ BODY: 'drop' });
    expect((await send()).kind).toBe('uncertain');
    expect([handovers(), server.bodies.length]).toEqual([1, 1]);
  });

  test('is uncertain also over a connection that was used before', async () => {
    const script: Partial<Record<SmtpStep, string>> = {};
    const { send, server } = await withScript(script);
    await send();
    script.BODY = 'drop';
    expect((await send()).kind).toBe('uncertain');
    expect(server.bodies).toHaveLength(2);
  });

  test('was recorded as such after the server asked for it and before its first byte left', async () => {
    const { server, mailer } = await withScript({});
    const seen: unknown[] = [];
    await mailer.send({
      ...mail,
      onHandover: async () => {
        seen.push(server.steps.at(-1));
        await new Promise((resolve) => setTimeout(resolve, 20));
        seen.push(server.bodies.length);
      },
    });
    expect(seen).toEqual(['DATA', 0]);
    expect(server.bodies).toHaveLength(1);
  });

  test('stays here when that could not be recorded, and the caller learns its own error unchanged', async () => {
    const { server, mailer } = await withScript({});
    const leaseLost = Object.assign(new Error('another worker holds this mail'), { code: '40001' });
    await expect(mailer.send({ ...mail, onHandover: () => Promise.reject(leaseLost) })).rejects.toBe(leaseLost);
    expect(leaseLost.code).toBe('40001');
    expect(server.bodies).toEqual([]);
    expect((await mailer.send({ ...mail, onHandover })).kind).toBe('accepted');
  });
});

test('an idle connection the server has closed is replaced without troubling the caller', async () => {
  const { server, send, handovers } = await withScript({});
  await send();
  server.drop();
  expect((await send()).kind).toBe('accepted');
  expect([server.bodies.length, handovers()]).toEqual([2, 2]);
});

test('verify tells whether the server answers', async () => {
  const { server, mailer } = await withScript({});
  await expect(mailer.verify()).resolves.toBeUndefined();
  await server.close();
  await expect(mailer.verify()).rejects.toThrow(/ECONNREFUSED/);
});

test('closing waits for the mails under way', async () => {
  const { inbox, mailer } = await withInbox();
  const sending = Array.from({ length: 20 }, () => mailer.send({ ...mail, onHandover }));
  await mailer.close();
  expect(inbox.mails).toHaveLength(20);
  expect((await Promise.all(sending)).every((outcome) => outcome.kind === 'accepted')).toBe(true);
});
