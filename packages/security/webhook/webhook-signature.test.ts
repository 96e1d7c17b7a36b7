import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { createWebhookSecret, signWebhook } from './webhook-signature.ts';

// The receiver's library compares with the machine's time.
const now = Temporal.Now.instant();
const aMessage = fc.record({
  id: fc.uuid(),
  body: fc.oneof(fc.json(), fc.string({ unit: 'binary' })),
  secret: fc.constant(null).map(createWebhookSecret),
});

test('a secret has the bytes the standard asks for, and is nobody else’s', () => {
  const secrets = Array.from({ length: 100 }, createWebhookSecret);
  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]+=*$/);
    const { length } = Buffer.from(secret.slice('whsec_'.length), 'base64');
    expect(length).toBeGreaterThanOrEqual(24);
    expect(length).toBeLessThanOrEqual(64);
  }
  expect(new Set(secrets).size).toBe(100);
});

test('ten thousand messages of any kind are what an independent receiver takes for ours', () => {
  fc.assert(
    fc.property(aMessage, ({ id, body, secret }) => {
      const headers = signWebhook({ id, sentAt: now, body, secrets: [secret] });
      // JSON or not, what is verified is the text; `raw` bodies are not parsed.
      expect(verified({ secret, body, headers })).toBe(true);
    }),
    { numRuns: 10_000 },
  );
});

describe('nothing else is', () => {
  test('not another body, id, time or signature, nor under another secret', () => {
    fc.assert(
      fc.property(aMessage, fc.nat(), (message, place) => {
        const { id, body, secret } = message;
        const headers = signWebhook({ id, sentAt: now, body, secrets: [secret] });
        const given = { secret, body, headers };
        const with_ = (name: string, value: string) => ({ ...given, headers: { ...headers, [name]: value } });
        const changed = [
          { ...given, body: `${body} ` },
          { ...given, body: withOneChanged({ text: body, place }) },
          { ...given, secret: createWebhookSecret() },
          with_('webhook-id', withOneChanged({ text: id, place })),
          with_('webhook-timestamp', String(Number(headers['webhook-timestamp']) + 1)),
          with_('webhook-signature', withOneBitChanged(headers['webhook-signature'], place)),
          with_('webhook-signature', headers['webhook-signature'].replace('v1,', 'v2,')),
          with_('webhook-signature', ''),
        ];
        expect(changed.map(verified)).toEqual(changed.map(() => false));
      }),
      { numRuns: 1_000 },
    );
  });

  test('not one sent more than five minutes from the receiver’s own time', () => {
    const secret = createWebhookSecret();
    const sent = (minutes: number) => {
      const headers = signWebhook({ id: 'x', sentAt: now.add({ minutes }), body: '{}', secrets: [secret] });
      return verified({ secret, body: '{}', headers });
    };
    expect([-4, 4].map(sent)).toEqual([true, true]);
    expect([-6, 6, -600, 600].map(sent)).toEqual([false, false, false, false]);
  });
});

test('while two secrets are valid, a receiver that has either takes it, and one with a third does not', () => {
  const [old, fresh] = [createWebhookSecret(), createWebhookSecret()];
  const headers = signWebhook({ id: 'x', sentAt: now, body: '{}', secrets: [fresh, old] });
  expect(headers['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/);
  const by = (secret: string) => verified({ secret, body: '{}', headers });
  expect([old, fresh, createWebhookSecret()].map(by)).toEqual([true, true, false]);
});

function verified({
  secret,
  body,
  headers,
}: {
  secret: string;
  body: string;
  headers: Readonly<Record<string, string>>;
}): boolean {
  try {
    new Webhook(secret).verify(body, { ...headers });
    return true;
  } catch (error) {
    // Verified and then not JSON: the library reads what it has found genuine.
    return error instanceof SyntaxError;
  }
}

function withOneChanged({ text, place }: { text: string; place: number }): string {
  if (text === '') return 'x';
  const at = place % text.length;
  return `${text.slice(0, at)}${text[at] === 'a' ? 'b' : 'a'}${text.slice(at + 1)}`;
}

/** The last character of base64 carries bits nobody reads, so the change is made to a byte. */
function withOneBitChanged(signature: string, place: number): string {
  const bytes = Buffer.from(signature.slice('v1,'.length), 'base64');
  const at = place % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (place % 8));
  return `v1,${bytes.toString('base64')}`;
}
