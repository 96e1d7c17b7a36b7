import { openSession } from '@throughline/app/open-session.ts';
import { publishCoverage } from '@throughline/app/publish-coverage.ts';
import { sendWeeklyDigest } from '@throughline/app/send-weekly-digest.ts';
import type { Company } from '@throughline/app/testing/a-company.ts';
import { aLivedCompany } from '@throughline/app/testing/a-lived-company.ts';
import type { DigestMail, DigestPage } from '@throughline/contracts/pages/digest.ts';
import { audit, digest, outbox } from '@throughline/db/schema/tables.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiContext } from '../testing/api-context.ts';

const { app, context } = await apiContext({ now: '2027-03-01T09:05:00Z' });
const { db, clock } = context;

let company: Company;
let elsewhere: Company;

async function aPublished(): Promise<Company> {
  const made = await aLivedCompany({ db, syncedAt: clock.now().add({ hours: 24 * 60 }) });
  await publishCoverage(context, { organizationId: made.organization.id });
  return made;
}

beforeAll(async () => {
  company = await aPublished();
  elsewhere = await aPublished();
});

async function as({ id: personId }: { readonly id: string }) {
  const { id: organizationId } = company.organization;
  const { token } = await openSession(context, { organizationId, personId, method: 'mailed_link' });
  const headers = { cookie: `__Host-throughline_session=${token}`, origin: context.publicUrl };
  return {
    get: (url: string) => app.inject({ url, headers }),
    put: (url: string, payload: object) => app.inject({ method: 'PUT', url, headers, payload }),
  };
}

const kept = () =>
  db.inOrganization(company.organization.id, async (tx) => ({
    digests: (await tx.select().from(digest)).length,
    mails: (await tx.select().from(outbox)).length,
  }));

describe('the weekly email on a page', () => {
  test('shows a leader their own of this week as it would be sent, in both forms, and stores and sends nothing', async () => {
    const [north] = company.directors;
    const page = (await (await as(north!)).get('/api/digest')).json<DigestPage>();
    expect(page).toMatchObject({ is_own: true, recipients: [], none_because: null, rhythm: 'weekly', earlier: [] });
    const mail = page.this_week!;
    expect(mail).toMatchObject({ week: '2027-W09', written: false, managers_left_out: false });
    expect(mail.subject).toMatch(/^Career conversations: \d+% current/);
    for (const form of [mail.html, mail.text]) expect(form).toContain('Manager Director North 1');
    expect(mail.html).not.toContain('cid:');
    expect(await kept()).toEqual({ digests: 0, mails: 0 });
  });

  test('shows HR that of any recipient without the counts of managers, and leaders nobody’s but their own', async () => {
    const [north, south] = company.directors;
    const hr = await as(company.hr);
    const page = (await hr.get(`/api/digest?person=${north!.id}`)).json<DigestPage>();
    expect(page).toMatchObject({ is_own: false, rhythm: null, earlier: [], this_week: { managers_left_out: true } });
    expect(JSON.stringify(page.this_week)).not.toContain('Manager Director');
    expect(page.recipients.map(({ name }) => name)).toEqual(['Chief', 'Director North', 'Director South', 'Hanna']);
    const unknown = [company.staff[0]!.id, elsewhere.chief.id, crypto.randomUUID()];
    for (const person of unknown) expect((await hr.get(`/api/digest?person=${person}`)).statusCode).toBe(404);
    const leader = await as(south!);
    for (const person of [north!.id, company.chief.id, ...unknown])
      expect((await leader.get(`/api/digest?person=${person}`)).statusCode).toBe(404);
    const refused = await hr.get('/api/digest?person=north');
    expect(refused.json()).toMatchObject({ status: 400, errors: [{ in: 'query', pointer: '/person' }] });
  });

  test('keeps one’s own earlier ones as they were written, and nobody else’s', async () => {
    const [north, south] = company.directors;
    await sendWeeklyDigest(context, { organizationId: company.organization.id });
    const written = (await (await as(north!)).get('/api/digest')).json<DigestPage>();
    expect(written.this_week).toMatchObject({ written: true });
    clock.advanceBy({ days: 7 });
    await publishCoverage(context, { organizationId: company.organization.id });
    const leader = await as(north!);
    const page = (await leader.get('/api/digest')).json<DigestPage>();
    expect(page.earlier).toMatchObject([{ week: '2027-W09', subject: written.this_week!.subject }]);
    const earlier = (await leader.get('/api/digest/2027-W09')).json<DigestMail>();
    expect(earlier.text).toBe(written.this_week!.text);
    expect(earlier.text).toContain('Manager Director North 1');
    const other = (await (await as(south!)).get('/api/digest/2027-W09')).json<DigestMail>();
    expect(other.text).not.toContain('Director North 1');
    expect((await leader.get('/api/digest/2027-W01')).statusCode).toBe(404);
    expect((await leader.get('/api/digest/last')).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/week' }],
    });
  });

  test('says how often it comes, and each change is on record', async () => {
    const [, south] = company.directors;
    const leader = await as(south!);
    expect((await leader.put('/api/digest/rhythm', { rhythm: 'monthly' })).json()).toEqual({ rhythm: 'monthly' });
    expect((await leader.get('/api/digest')).json()).toMatchObject({ rhythm: 'monthly' });
    expect((await leader.put('/api/digest/rhythm', { rhythm: 'daily' })).json()).toMatchObject({
      status: 400,
      errors: [{ in: 'body', pointer: '/rhythm' }],
    });
    const rows = await db.inOrganization(company.organization.id, (tx) => tx.select().from(audit));
    expect(rows.filter(({ action }) => action === 'mail.rhythm_changed')).toMatchObject([
      { actorId: south!.id, details: { mail: 'weekly-digest', from: 'weekly', to: 'monthly' } },
    ]);
  });
});
