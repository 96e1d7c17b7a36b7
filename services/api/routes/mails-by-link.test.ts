import { confirmUrl, stopMailsUrl } from '@throughline/app/mail-links.ts';
import { mailOptOut } from '@throughline/db/schema/tables.ts';
import { describe, expect, test } from 'vitest';
import { anOffice, type Office } from '../testing/an-office.ts';
import { apiContext } from '../testing/api-context.ts';

const { app, context } = await apiContext();
const { db, clock } = context;

const tokenOf = (url: string): string => new URL(url).searchParams.get('token') ?? '';
const stopToken = ({ organizationId, manager }: Office, template = 'weekly-digest') =>
  tokenOf(stopMailsUrl(context, { organizationId, personId: manager.id, template, now: clock.now() }));
const stored = ({ organizationId }: Office) => db.inOrganization(organizationId, (tx) => tx.select().from(mailOptOut));

const ask = (payload: object) => app.inject({ method: 'POST', url: '/api/mails', payload });

describe('one click of a mail program (RFC 8058)', () => {
  const boundary = 'x7';
  const encodings = {
    'application/x-www-form-urlencoded': 'List-Unsubscribe=One-Click',
    [`multipart/form-data; boundary=${boundary}`]: [
      `--${boundary}`,
      'Content-Disposition: form-data; name="List-Unsubscribe"',
      '',
      'One-Click',
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  };

  test.each(Object.entries(encodings))(
    'posts a form as %s, without a cookie, as often as it likes',
    async (type, payload) => {
      const office = await anOffice({ context });
      const url = `/mails/stop?token=${stopToken(office)}`;
      const request = { method: 'POST', url, headers: { 'content-type': type }, payload } as const;
      for (const _again of [1, 2]) expect((await app.inject(request)).statusCode).toBe(200);
      expect(await stored(office)).toMatchObject([
        { personId: office.manager.id, template: 'weekly-digest', rhythm: 'none' },
      ]);
    },
  );

  test('whoever follows the address or posts something else there stops nothing', async () => {
    const office = await anOffice({ context });
    const url = `/mails/stop?token=${stopToken(office)}`;
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    for (let look = 0; look < 100; look += 1) await app.inject({ method: look % 2 === 0 ? 'GET' : 'HEAD', url });
    for (const payload of ['', 'List-Unsubscribe=', 'token=x']) {
      expect((await app.inject({ method: 'POST', url, headers: form, payload })).statusCode).toBe(400);
    }
    const other = { ...form, 'content-type': `multipart/form-data; boundary=${boundary}` };
    expect((await app.inject({ method: 'POST', url, headers: other, payload: 'x' })).statusCode).toBe(400);
    expect(
      (
        await app.inject({
          method: 'POST',
          url: `${url}x`,
          headers: form,
          payload: encodings['application/x-www-form-urlencoded'],
        })
      ).statusCode,
    ).toBe(410);
    expect(await stored(office)).toEqual([]);
  });
});

describe('the page behind the link', () => {
  test('says how often the mail comes, sets it, and takes it back', async () => {
    const office = await anOffice({ context });
    const token = stopToken(office);
    const look = async () => (await app.inject({ url: '/api/mails', query: { token } })).json<unknown>();
    const offered = ['weekly', 'monthly', 'none'];
    expect(await look()).toEqual({ mail: 'weekly-digest', rhythm: 'weekly', offered });
    expect((await ask({ token, rhythm: 'monthly' })).json()).toEqual({
      mail: 'weekly-digest',
      rhythm: 'monthly',
      offered,
    });
    expect(await look()).toMatchObject({ rhythm: 'monthly' });
    expect((await ask({ token, rhythm: 'weekly' })).statusCode).toBe(200);
    expect(await stored(office)).toEqual([]);
  });

  test('refuses what the mail is not had as, by name, and another link without a word on what it was', async () => {
    const office = await anOffice({ context });
    const refused = await ask({ token: stopToken(office, 'monday-mail'), rhythm: 'monthly' });
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({ errors: [{ pointer: '/rhythm' }] });
    const unknown = await ask({ token: stopToken(office), rhythm: 'daily' });
    expect(unknown.json()).toMatchObject({ status: 400, errors: [{ pointer: '/rhythm' }] });
    const { organizationId, conversationId, manager } = office;
    const expiresAt = clock.now().add({ hours: 1 });
    const confirm = tokenOf(confirmUrl(context, { organizationId, personId: manager.id, conversationId, expiresAt }));
    for (const token of [confirm, `${stopToken(office)}x`, 'x']) {
      expect((await ask({ token, rhythm: 'none' })).statusCode).toBe(410);
      expect((await app.inject({ url: '/api/mails', query: { token } })).statusCode).toBe(410);
    }
    expect(await stored(office)).toEqual([]);
  });
});
