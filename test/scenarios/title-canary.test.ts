import { inspect } from 'node:util';
import type { AppContext } from '@throughline/app/context.ts';
import type { Mailer } from '@throughline/app/ports/mailer.ts';
import { relayOutbox } from '@throughline/app/relay-outbox.ts';
import { sendDueReminders } from '@throughline/app/send-due-reminders.ts';
import { syncConnection } from '@throughline/app/sync-connection.ts';
import { aTeam, connectPeople, openAccounts, openConversations } from '@throughline/app/testing/a-team.ts';
import { bookAll, bookingContext, everyProvider, turn } from '@throughline/app/testing/booking-context.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { createQueues } from '@throughline/jobs/create-queues.ts';
import { startWorker } from '@throughline/worker/start-worker.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { readRecord } from './record.ts';

/** What people write into their calendars, wherever they can. */
const canary = 'Canary: salary talk';
const search = /canary/i;
const somebody = { address: 'canary.somebody@elsewhere.example', name: `${canary} attendee` };

type Timed = { readonly from: string; readonly until: string };

/** An entry with the canary in every field that holds words. */
const entries = {
  google: ({ from, until }: Timed) => ({
    path: '/calendar/v3/calendars/primary/events',
    body: {
      summary: canary,
      description: canary,
      location: canary,
      start: { dateTime: from },
      end: { dateTime: until },
      attendees: [{ email: somebody.address, displayName: somebody.name }],
    },
  }),
  microsoft: ({ from, until }: Timed) => ({
    path: '/v1.0/me/events',
    body: {
      subject: canary,
      body: { contentType: 'text', content: canary },
      location: { displayName: canary },
      categories: [canary],
      start: { dateTime: from.replace('Z', ''), timeZone: 'UTC' },
      end: { dateTime: until.replace('Z', ''), timeZone: 'UTC' },
      attendees: [{ type: 'required', emailAddress: somebody }],
    },
  }),
} as const;

/** Refusals that repeat what was sent, in the shapes of both providers. */
const echo = JSON.stringify({
  error: { code: canary, message: canary, status: canary, errors: [{ reason: canary, message: canary }] },
  error_description: canary,
});
const echoOfTokens = JSON.stringify({ error: canary, error_description: canary, error_codes: [canary] });

describe.each(everyProvider)('what stands in people’s calendars on %s', async (provider) => {
  const quiet = await bookingContext({ provider });
  const { db, clock, world, adminUrl, queueUrl } = quiet;
  const lines: string[] = [];
  const note = (...line: unknown[]) => void lines.push(inspect(line, { depth: 20, showHidden: true }));
  const mails: string[] = [];
  const mailer: Mailer = {
    send: async ({ onHandover, ...mail }) => {
      mails.push(JSON.stringify(mail));
      await onHandover();
      return { kind: 'accepted' };
    },
  };
  const context = { ...quiet, mailer, log: { info: note, warn: note, error: note } };
  const connection = { queueUrl };
  const queues = await createQueues({ connection, onTrouble: note });
  afterAll(() => queues.close());

  /** Each row of each table as text, JSON and arrays included; bytes are looked through for the words as well. */
  async function tablesWith(pattern: string): Promise<readonly string[]> {
    const tables = await readRecord<{ name: string }>(
      adminUrl,
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    const hex = Buffer.from(pattern).toString('hex');
    const found: string[] = [];
    for (const { name } of tables) {
      const [row] = await readRecord<{ hits: number }>(
        adminUrl,
        `SELECT count(*)::int AS hits FROM ${name} AS each WHERE each::text ILIKE '%${pattern}%' OR each::text LIKE '%${hex}%'`,
      );
      if ((row?.hits ?? 0) > 0) found.push(name);
    }
    return found;
  }

  async function write(email: string, { from, until }: Timed): Promise<void> {
    const { path, body } = entries[provider]({ from, until });
    await world.asPerson({ email, method: 'POST', path, body });
  }

  test('is in no table, no job, no log line and no mail, whatever happened and whatever failed', async () => {
    const { organizationId, manager, reports } = await aTeam({
      context,
      reports: 2,
      rules: { firstPlanHoldWorkingDays: 0, maxPerManagerPerWeek: 2 },
    });
    const people = [manager, ...reports];
    await openAccounts({ world, people });
    await connectPeople({ context, world, organizationId, people: [manager] });
    await connectPeople({ context, world, organizationId, people: reports.slice(0, 1), purpose: 'availability' });
    for (const { workEmail } of people) {
      for (const day of ['2026-11-25', '2026-12-01', '2026-12-08']) {
        await write(workEmail, { from: `${day}T09:00:00Z`, until: `${day}T11:00:00Z` });
      }
    }
    await world.enter({
      email: manager.workEmail,
      entry: {
        kind: 'weekly',
        start: '2026-11-04T10:00:00Z',
        end: '2026-11-04T10:30:00Z',
        attendees: [reports[0]!.workEmail],
      },
    });

    // Planning, free/busy, 1:1s, booking; then a full reading and one from the cursor.
    await turn(context, { organizationId });
    await world.control('POST', 'clock', { advance: 'PT1S' });
    const own = await db.inOrganization(organizationId, (tx) => connectionStore(tx).ofPerson(manager.id));
    const access = { organizationId, connectionId: own!.id };
    const sync = () => syncConnection(context, access);
    await sync();
    const booked = (await openConversations({ db, organizationId })).flatMap(({ event }) => event ?? []);
    expect(booked.map(({ step }) => step)).toEqual(['invited', 'invited']);

    // Their own words in our events, kept when something else of it is put back.
    const email = manager.workEmail;
    for (const { providerEventId } of booked) {
      const edit = (given: Parameters<typeof world.edit>[0]['edit']) =>
        world.edit({ email, providerEventId: providerEventId!, edit: given });
      await edit({ kind: 'retitle', title: canary });
      await edit({ kind: 'rewrite', rewrite: (text) => `<p>${canary}</p>${text}` });
      await edit({ kind: 'make_public' });
    }
    await write(email, { from: '2026-12-15T09:00:00Z', until: '2026-12-15T10:00:00Z' });
    expect(await sync()).toEqual({ kind: 'synced', edits: 2 });
    await bookAll(context, { organizationId });
    expect(
      (await world.seenBy(email)).filter(({ title, private: isPrivate }) => title === canary && isPrivate).length,
    ).toBeGreaterThanOrEqual(2);
    await world.inject({ kind: 'invalidate_sync_tokens', account: email });
    await sync();

    // Failures that say it back: to reads, to writes, to tokens, and as an answer that makes no sense.
    await world.edit({ email, providerEventId: booked[0]!.providerEventId!, edit: { kind: 'delete' } });
    for (const status of [400, 403, 404, 409, 500]) {
      await world.inject({ kind: 'status', status, account: email, body: echo });
      await sync();
      clock.advanceWallBy({ minutes: 20 });
    }
    for (const body of [`<html>${canary}</html>`, JSON.stringify({ value: canary, items: canary })]) {
      await world.inject({ kind: 'status', status: 200, account: email, method: 'GET', body });
      await sync();
    }
    await sync();
    for (const status of [400, 403, 500]) {
      await world.inject({ kind: 'status', status, account: email, method: 'POST', body: echo });
      await turn(context, { organizationId });
      clock.advanceWallBy({ minutes: 20 });
    }
    clock.advanceWallBy({ hours: 2 });
    await world.inject({ kind: 'status', status: 400, path: '*/token', body: echoOfTokens });
    await sync();

    // The same through the queue, whose jobs keep why they failed.
    const failures = async () =>
      (await db.inOrganization(organizationId, (tx) => connectionStore(tx).byId(access.connectionId)))?.failures ?? 0;
    const before = await failures();
    await world.inject({ kind: 'status', status: 500, account: email, body: echo, times: 3 });
    const worker = await startWorker({
      context: context as unknown as AppContext,
      connection,
      queues,
      includeDemo: true,
    });
    await queues.wake({ name: 'sync-connection', ...access });
    await expect.poll(failures, { timeout: 20_000 }).toBeGreaterThan(before);
    await worker.close();

    // Mails of the weeks until then, and of a grant that is lost.
    for (let day = 0; day < 60; day += 5) {
      clock.advanceBy({ days: 5 });
      await sendDueReminders(context, { organizationId });
      await relayOutbox(context, { organizationId });
    }

    expect(mails.length).toBeGreaterThan(0);
    expect(lines.length).toBeGreaterThan(0);
    expect(await tablesWith('career conversation'), 'the search finds what is there').toContain('public.event');
    expect(await tablesWith('canary')).toEqual([]);
    expect(lines.filter((line) => search.test(line))).toEqual([]);
    expect(mails.filter((mail) => search.test(mail))).toEqual([]);
    expect(JSON.stringify(quiet.woken)).not.toMatch(search);
  });
});

test('of an entry in Google’s calendars its words are not even asked for: every list names the fields it wants', async () => {
  const context = await bookingContext({ provider: 'google' });
  const { world } = context;
  const { organizationId, manager, reports } = await aTeam({ context, rules: { firstPlanHoldWorkingDays: 0 } });
  await openAccounts({ world, people: [manager, ...reports] });
  await connectPeople({ context, world, organizationId, people: [manager] });
  const { path, body } = entries.google({ from: '2026-11-25T09:00:00Z', until: '2026-11-25T10:00:00Z' });
  await world.asPerson({ email: manager.workEmail, method: 'POST', path, body });
  await turn(context, { organizationId });
  const own = await context.db.inOrganization(organizationId, (tx) => connectionStore(tx).ofPerson(manager.id));
  for (const _ of ['in full', 'from the cursor']) {
    await syncConnection(context, { organizationId, connectionId: own!.id });
  }
  const lists = (await world.exchanges()).filter(
    ({ method, url }) => method === 'GET' && /\/calendars\/[^/]+\/events(\?|$)/.test(url),
  );
  expect(lists.length).toBeGreaterThanOrEqual(3);
  for (const { url, responseBody } of lists) {
    const fields = new URL(url).searchParams.get('fields') ?? 'everything';
    expect(fields).toMatch(/^timeZone,nextPageToken,nextSyncToken,items\(/);
    expect(fields).not.toMatch(/summary|description|location|displayName|creator|attachments|everything|\*/);
    expect(JSON.stringify(responseBody)).not.toMatch(/canary: salary/i);
  }
});
