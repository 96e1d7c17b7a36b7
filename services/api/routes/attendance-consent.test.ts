import { openDueConversations } from '@throughline/app/open-due-conversations.ts';
import { setAttendance } from '@throughline/app/set-attendance.ts';
import { setWorksCouncil } from '@throughline/app/set-works-council.ts';
import type { ConsentToForward, CalendarsResponse } from '@throughline/contracts/pages/calendars.ts';
import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { audit } from '@throughline/db/schema/tables.ts';
import { expect, test } from 'vitest';
import { anOffice, type Office } from '../testing/an-office.ts';
import { apiContext } from '../testing/api-context.ts';
import { atMicrosoft, decideConsent } from '../testing/at-microsoft.ts';
import { aBrowser, pathOf } from '../testing/browser.ts';

const { app, context } = await apiContext({ offered: ['microsoft'] });
const { db } = context;

async function anOutlookOffice() {
  const office = await anOffice({ context });
  const { tenantId } = await atMicrosoft({ world: context.worlds.microsoft, office });
  await openDueConversations(context, office);
  return { ...office, tenantId };
}

const tokenOf = ({ url }: { url: string }) => new URL(url).searchParams.get('token') ?? '';

/** Somebody who is not signed in opens the forwarded page and goes on to the provider. */
async function authorizationUrlOf(link: ConsentToForward): Promise<string> {
  const answer = await aBrowser(app).get(`/api/admin-consent?token=${tokenOf(link)}`);
  return answer.json<{ authorizationUrl: string }>().authorizationUrl;
}

/** Where the browser ends up, as path and parameters. */
async function land(back: URL) {
  const { pathname, searchParams } = await aBrowser(app).follow(pathOf(back));
  return { pathname, ...Object.fromEntries(searchParams) };
}

const stateOf = ({ organizationId, domain }: Office) =>
  db.inOrganization(organizationId, (tx) => calendarDomainStore(tx).byDomain(domain));

const actionsOf = ({ organizationId }: Office) =>
  db.inOrganization(organizationId, async (tx) => (await tx.select().from(audit)).map(({ action }) => action));

async function attendanceLinkOf(office: Office): Promise<ConsentToForward | null> {
  const [name = '', token = ''] = (await office.cookieOf('hr')).split('=');
  const page = (await aBrowser(app, { [name]: token }).get('/api/calendars')).json<CalendarsResponse>();
  return page.domains.find(({ domain }) => domain === office.domain)!.attendanceToForward;
}
const actor = { kind: 'operator' } as const;

test('attendance has a text to pass on once it is turned on, and none with a works council’s terms', async () => {
  const office = await anOutlookOffice();
  expect(await attendanceLinkOf(office)).toBeNull();
  await setAttendance(context, { ...office, on: true, actor });
  const link = await attendanceLinkOf(office);
  expect(link).toMatchObject({
    about: 'attendance',
    domain: office.domain,
    scopes: ['OnlineMeetings.Read', 'OnlineMeetingArtifact.Read.All'],
  });
  expect(await attendanceLinkOf(office)).toEqual(link);
  await setWorksCouncil(context, { ...office, worksCouncil: true, actor });
  expect(await attendanceLinkOf(office)).toBeNull();
  expect((await aBrowser(app).get(`/api/admin-consent?token=${tokenOf(link!)}`)).statusCode).toBe(410);
});

test('attendance is allowed by somebody who is not known here; it is on record, and the calendars wait as before', async () => {
  const office = await anOutlookOffice();
  await setAttendance(context, { ...office, on: true, actor });
  const link = (await attendanceLinkOf(office))!;
  const authorizationUrl = await authorizationUrlOf(link);
  const { pathname, searchParams } = new URL(authorizationUrl);
  expect(pathname).toBe(`/${office.tenantId}/v2.0/adminconsent`);
  expect(searchParams.get('scope')).not.toContain('Calendars');
  const declined = await land(await decideConsent({ authorizationUrl, decision: 'cancel' }));
  expect(declined).toEqual({ pathname: '/calendars/allow', result: 'declined', token: tokenOf(link) });
  expect(await land(await decideConsent({ authorizationUrl }))).toEqual({
    pathname: '/calendars/allow',
    result: 'attendance_granted',
  });
  const actions = ['attendance_consent.declined', 'attendance_consent.granted'];
  expect(await actionsOf(office)).toEqual(expect.arrayContaining(actions));
  expect(await stateOf(office)).toMatchObject({ consent: 'needed' });
});

test('of another tenant nothing is recorded', async () => {
  const [office, other] = [await anOutlookOffice(), await anOutlookOffice()];
  await setAttendance(context, { ...office, on: true, actor });
  const authorizationUrl = new URL(await authorizationUrlOf((await attendanceLinkOf(office))!));
  authorizationUrl.pathname = authorizationUrl.pathname.replace(office.tenantId, other.tenantId);
  const landed = await land(await decideConsent({ authorizationUrl: authorizationUrl.href }));
  expect(landed).toMatchObject({ result: 'other_tenant' });
  expect(await actionsOf(office)).not.toContain('attendance_consent.granted');
});
