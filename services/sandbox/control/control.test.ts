import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { createTransport } from 'nodemailer';
import { describe, expect, onTestFinished, test } from 'vitest';
import { people, startTestSandbox, startWithPeople } from '../testing/test-sandbox.ts';

const primary = { calendarId: 'primary' };

/** Somebody who wants to know when the clock moves. */
async function listener(options: { status?: number } = {}) {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      heard.push((JSON.parse(body) as { now: string }).now);
      response.statusCode = options.status ?? 204;
      response.end(options.status === undefined ? undefined : 'not now');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return { heard, url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/clock` };
}

const nowOf = (answer: unknown): Temporal.Instant => Temporal.Instant.from((answer as { now: string }).now);

describe('the clock', () => {
  test('moves in steps of at most a day, each told and waited for', async () => {
    const { heard, url } = await listener();
    const { control } = await startTestSandbox({ clockCallback: url });
    const before = nowOf(await control('GET', 'clock'));
    const after = nowOf(await control('POST', 'clock', { advance: 'P2DT6H' }));
    const steps = heard.map((now) => before.until(Temporal.Instant.from(now)).total('hours'));
    expect(steps.map(Math.round)).toEqual([24, 48, 54]);
    expect(before.until(after).total('hours')).toBeGreaterThanOrEqual(54);
  });

  test('moves asked for at once follow each other', async () => {
    const { heard, url } = await listener();
    const { control } = await startTestSandbox();
    await control('POST', 'clock/callbacks', { url });
    const before = nowOf(await control('GET', 'clock'));
    await Promise.all(['P1D', 'P1D', 'P1D'].map((advance) => control('POST', 'clock', { advance })));
    const steps = heard.map((now) => Math.round(before.until(Temporal.Instant.from(now)).total('hours')));
    expect(steps).toEqual([24, 48, 72]);
  });

  test('a listener that fails stops the move and is named', async () => {
    const { heard, url } = await listener({ status: 500 });
    const { control } = await startTestSandbox({ clockCallback: url });
    await expect(control('POST', 'clock', { advance: 'P3D' })).rejects.toThrow(/502.*answered 500.*not now/);
    expect(heard).toHaveLength(1);
  });

  test.each([
    ['backwards', { advance: '-P1D' }],
    ['nonsense', { advance: 'tomorrow' }],
    ['neither', {}],
  ])('%s is refused', async (_what, body) => {
    const { control } = await startTestSandbox();
    await expect(control('POST', 'clock', body)).rejects.toThrow(/^400/);
  });

  test('may be set while nothing has happened, and not after', async () => {
    const { control } = await startTestSandbox();
    const start = '2026-05-25T06:00:00Z';
    expect(nowOf(await control('POST', 'clock', { set: start })).toString()).toMatch(/^2026-05-25T06:00:0/);
    const events = [{ start: { date: '2026-06-01' }, end: { date: '2026-06-02' } }];
    await control('POST', 'accounts', { ...people[0], events });
    await expect(control('POST', 'clock', { set: start })).rejects.toThrow(/^409/);
  });

  test('dates entries and mails', async () => {
    const { control, calendarOf } = await startTestSandbox();
    await control('POST', 'accounts', { accounts: people });
    await control('POST', 'clock', { advance: 'P10D' });
    const now = nowOf(await control('GET', 'clock'));
    const ana = await calendarOf('ana@acme.example');
    const requestBody = { start: { date: '2027-01-12' }, end: { date: '2027-01-13' } };
    const { data } = await ana.events.insert({ ...primary, requestBody });
    expect(Math.abs(now.until(Temporal.Instant.from(data.created ?? '')).total('minutes'))).toBeLessThan(5);
  });
});

describe('accounts', () => {
  test('are listed with address and provider, and made once however often they are asked for', async () => {
    const { control } = await startWithPeople();
    const again = { ...people[0], displayName: 'Someone else' };
    expect(await control('POST', 'accounts', { accounts: [again] })).toEqual({ created: 0, existing: 1 });
    expect(await control('GET', 'accounts')).toMatchObject([
      { email: 'ana@acme.example', provider: 'google', displayName: 'Ana Lima', hostedDomain: 'acme.example' },
      { email: 'ben@acme.example' },
      { email: 'eve@other.example' },
    ]);
  });

  test('come with their events, whose invitations reach accounts made by the same call, unmailed', async () => {
    const { control } = await startTestSandbox();
    const oneOnOne = {
      summary: '1:1',
      start: { dateTime: '2027-01-05T10:00:00', timeZone: 'Europe/Berlin' },
      end: { dateTime: '2027-01-05T10:30:00', timeZone: 'Europe/Berlin' },
      recurrence: ['RRULE:FREQ=WEEKLY'],
      attendees: [{ email: 'ben@acme.example', responseStatus: 'accepted' }],
    };
    await control('POST', 'accounts', { accounts: [{ ...people[0], events: [oneOnOne] }, people[1]] });
    expect(await control('GET', 'events?account=ben@acme.example')).toMatchObject([
      { recurrence: ['RRULE:FREQ=WEEKLY'] },
    ]);
    const window = 'timeMin=2027-01-01T00:00:00Z&timeMax=2027-02-01T00:00:00Z';
    expect(await control('GET', `events?account=ben@acme.example&${window}`)).toHaveLength(4);
    expect(await control('GET', 'mail')).toEqual([]);
  });

  test('an event that Google would refuse is named', async () => {
    const { control } = await startTestSandbox();
    const account = { ...people[0], events: [{ summary: 'when?' }] };
    await expect(control('POST', 'accounts', account)).rejects.toThrow(
      /ana@acme.example, events\[0\]: Missing start time/,
    );
  });
});

describe('mail', () => {
  async function withMail() {
    const sandbox = await startWithPeople();
    const transport = createTransport({ host: '127.0.0.1', port: sandbox.smtpPort, secure: false });
    onTestFinished(() => transport.close());
    const send = (subject: string, to = 'Ana@acme.example') =>
      transport.sendMail({
        from: 'Throughline <no-reply@acme.example>',
        to,
        subject,
        text: 'See https://app.example/a?b=1&c=2.',
        html: '<p>Hello <a href="https://app.example/a?b=1&amp;c=2">there</a></p>',
        headers: { 'List-Unsubscribe': '<https://app.example/stop>' },
        messageId: `<${encodeURIComponent(subject)}@acme.example>`,
      });
    return { ...sandbox, send };
  }

  test('handed in over SMTP is found by recipient, with its links and headers', async () => {
    const { control, send } = await withMail();
    await send('For Ana');
    await send('For Ben', 'ben@acme.example');
    expect(await control('GET', 'mail?to=ANA@acme.example')).toMatchObject([
      {
        source: 'smtp',
        from: '"Throughline" <no-reply@acme.example>',
        to: ['ana@acme.example'],
        subject: 'For Ana',
        messageId: '<For%20Ana@acme.example>',
        html: expect.stringContaining('<a href='),
        headers: { 'list-unsubscribe': '<https://app.example/stop>' },
        links: ['https://app.example/a?b=1&c=2'],
      },
    ]);
  });

  test('can be asked for since a moment of the clock', async () => {
    const { control, send } = await withMail();
    await send('before');
    await control('POST', 'clock', { advance: 'P1D' });
    const { now } = (await control('GET', 'clock')) as { now: string };
    await send('after');
    const mails = (await control('GET', `mail?since=${now}`)) as { subject: string }[];
    expect(mails.map(({ subject }) => subject)).toEqual(['after']);
  });

  test('may be refused, and its acceptance may be lost after it was kept', async () => {
    const { control, send } = await withMail();
    await control('POST', 'faults', [
      { kind: 'status', method: 'smtp', status: 451 },
      { kind: 'response_lost', method: 'smtp' },
    ]);
    await expect(send('one')).rejects.toThrow(/451/);
    await expect(send('two')).rejects.toThrow();
    const mails = (await control('GET', 'mail')) as { subject: string }[];
    expect(mails.map(({ subject }) => subject)).toEqual(['two']);
  });
});

test('requests are kept one a line, as they would have been at Google', async () => {
  const { url, calendarOf } = await startWithPeople();
  const ana = await calendarOf('ana@acme.example');
  const requestBody = { id: 'conversation1', start: { date: '2027-01-12' }, end: { date: '2027-01-13' } };
  await ana.events.insert({ ...primary, requestBody });
  await expect(ana.events.insert({ ...primary, requestBody })).rejects.toThrow();
  const lines = (await (await fetch(`${url}/control/requests`)).text()).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    {
      method: 'POST',
      url: 'https://www.googleapis.com/calendar/v3/calendars/primary/events',
      requestBody,
      status: 200,
      responseBody: { id: 'conversation1' },
    },
    { status: 409, responseBody: { error: { code: 409 } } },
  ]);
});

test('a reset forgets everything, and tokens from before are worth nothing', async () => {
  const { control, calendarOf } = await startWithPeople();
  const ana = await calendarOf('ana@acme.example');
  await control('POST', 'clock', { advance: 'P7D' });
  await control('POST', 'reset', {});
  expect(await control('GET', 'accounts')).toEqual([]);
  await control('POST', 'accounts', { accounts: people });
  await expect(ana.events.list(primary)).rejects.toMatchObject({ status: 401 });
});
