import { createTransport } from 'nodemailer';
import { expect, onTestFinished, test } from 'vitest';
import { startWithMicrosoftPeople } from '../testing/microsoft-consent.ts';
import { startWithPeople } from '../testing/test-sandbox.ts';

const primary = { calendarId: 'primary' };
const nasty = '<script>alert(1)</script> & "more"';

const pageAt = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

test('a calendar page shows the week of an account in its zone, states in words, titles escaped', async () => {
  const { url, calendarOf } = await startWithPeople();
  const ana = await calendarOf('ana@acme.example');
  await ana.events.insert({
    ...primary,
    requestBody: {
      summary: nasty,
      visibility: 'private',
      start: { dateTime: '2027-01-12T15:00:00Z' },
      end: { dateTime: '2027-01-12T16:00:00Z' },
      attendees: [{ email: 'ben@acme.example' }],
    },
  });
  const { text } = await pageAt(`${url}/calendar/ben@acme.example?week=2027-01-14`);
  expect(text).toContain('11 January 2027 to 17 January 2027');
  expect(text).toContain('times in America/New_York');
  expect(text).toContain('10:00–11:00 · private · not answered');
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;');
  expect(text).not.toContain('<script');
  expect(text).toContain('?week=2027-01-18');
});

test('the link of an entry leads to the week it is in', async () => {
  const { url, calendarOf } = await startWithPeople();
  const ana = await calendarOf('ana@acme.example');
  const requestBody = { summary: 'Far ahead', start: { date: '2027-08-03' }, end: { date: '2027-08-04' } };
  const { data } = await ana.events.insert({ ...primary, requestBody });
  expect(data.htmlLink?.startsWith(url)).toBe(true);
  expect((await pageAt(data.htmlLink ?? '')).text).toContain('Far ahead');
});

test('a mail is listed, and shown as text and as framed HTML that may run nothing', async () => {
  const { url, control, smtpPort } = await startWithPeople();
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false });
  onTestFinished(() => transport.close());
  await transport.sendMail({
    from: 'a@acme.example',
    to: 'ana@acme.example',
    subject: nasty,
    text: 'T',
    html: `<b>${nasty}</b>`,
  });
  expect((await pageAt(`${url}/mailbox`)).text).toContain('1 mail');
  const list = (await pageAt(`${url}/mailbox/ana@acme.example`)).text;
  expect(list).toContain('&lt;script&gt;');
  const [mail] = (await control('GET', 'mail')) as { id: string }[];
  expect(list).toContain(`/mail/${mail?.id}`);
  const shown = (await pageAt(`${url}/mail/${mail?.id}`)).text;
  expect(shown).not.toContain('<script');
  expect(shown).toContain(`src="/mail/${mail?.id}/html"`);
  const { headers } = await pageAt(`${url}/mail/${mail?.id}/html`);
  const policy = headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('allow-scripts');
});

test.each(['/', '/calendar', '/mailbox', '/sandbox.css'])('%s answers', async (path) => {
  const { url } = await startWithPeople();
  expect((await pageAt(`${url}${path}`)).status).toBe(200);
});

test.each(['/calendar/nobody@acme.example', '/mail/none', '/mail/none/html'])('%s is not found', async (path) => {
  const { url } = await startWithPeople();
  expect((await pageAt(`${url}${path}`)).status).toBe(404);
});

test('the front page and the list of calendars tell the clouds apart', async () => {
  const { url } = await startWithMicrosoftPeople();
  expect((await pageAt(`${url}/`)).text).toContain('0 accounts at Google, 4 at Microsoft');
  const { text } = await pageAt(`${url}/calendar`);
  expect(text).toContain('ida@contoso.example · Europe/Madrid · Microsoft<');
  expect(text).toContain('pia@outlook.example · UTC · Microsoft, personal<');
});
