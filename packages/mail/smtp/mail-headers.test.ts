import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileText } from '../testing/hostile.ts';
import { ordinaryMail as mail, withInbox } from '../testing/open-mailer.ts';

const headersOf = (raw: string) => raw.slice(0, raw.indexOf('\r\n\r\n'));
const onHandover = async () => {};

test('tells autoresponders not to answer', async () => {
  const { inbox, mailer } = await withInbox();
  await mailer.send({ ...mail, onHandover });
  expect(headersOf(inbox.mails[0]?.raw ?? '')).toMatch(/^Auto-Submitted: auto-generated\r$/m);
});

describe('unsubscribing', () => {
  const url = `https://throughline.acme.example/unsubscribe/${'0199f0a4-'.repeat(20)}`;

  test('both headers of RFC 8058 are there, and the link is not folded', async () => {
    const { inbox, mailer } = await withInbox();
    await mailer.send({ ...mail, listUnsubscribe: url, onHandover });
    const headers = headersOf(inbox.mails[0]?.raw ?? '');
    expect(headers.split('\r\n')).toContain(`List-Unsubscribe: <${url}>`);
    expect(headers.split('\r\n')).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  });

  test('a mail nobody can opt out of has neither', async () => {
    const { inbox, mailer } = await withInbox();
    await mailer.send({ ...mail, onHandover });
    expect(headersOf(inbox.mails[0]?.raw ?? '')).not.toMatch(/List-Unsubscribe/i);
  });
});

describe('hostile text', () => {
  test('in any field never splits a header and never adds a recipient', async () => {
    const { inbox, mailer } = await withInbox();
    await fc.assert(
      fc.asyncProperty(hostileText, hostileText, hostileText, async (name, subject, path) => {
        inbox.mails.length = 0;
        const outcome = await mailer.send({
          ...mail,
          to: { name, address: 'ana@acme.example' },
          subject,
          listUnsubscribe: `https://throughline.acme.example/unsubscribe?${path}`,
          onHandover,
        });
        expect(outcome.kind).toBe('accepted');
        const [received] = inbox.mails;
        expect(received?.recipients).toEqual(['ana@acme.example']);
        const names = headersOf(received?.raw ?? '')
          .split(/\r\n(?![ \t])/)
          .map((header) => header.slice(0, header.indexOf(':')).toLowerCase())
          .filter((header) => header !== 'subject');
        expect(names.toSorted()).toEqual([
          'auto-submitted',
          'content-type',
          'date',
          'from',
          'list-unsubscribe',
          'list-unsubscribe-post',
          'message-id',
          'mime-version',
          'to',
          'x-auto-response-suppress',
        ]);
        expect(received?.parsed.text?.trim()).toBe('Hello Ana');
      }),
      { numRuns: 150 },
    );
  });

  test('as a Message-ID is a bug of ours and is not sent', async () => {
    const { inbox, mailer } = await withInbox();
    for (const messageId of ['', 'a@b', '<a b@c>', '<a@b>\r\nBcc: eve@evil.example', '<a\u000b@b>']) {
      await expect(mailer.send({ ...mail, messageId, onHandover })).rejects.toThrow(TypeError);
    }
    expect(inbox.mails).toEqual([]);
  });

  test('as an address reaches nobody else', async () => {
    const { inbox, mailer } = await withInbox();
    const addresses = [
      'ana@acme.example, eve@evil.example',
      'ana@acme.example\r\nRCPT TO:<eve@evil.example>',
      'a>b@x <eve@evil.example>',
      '',
    ];
    for (const address of addresses) await mailer.send({ ...mail, to: { name: 'Ana', address }, onHandover });
    expect(inbox.mails.flatMap((received) => received.recipients)).not.toContain('eve@evil.example');
  });
});
