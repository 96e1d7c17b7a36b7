import { agendaSeen } from '@throughline/calendars/contract/agenda-seen.ts';
import { agendaStore } from '@throughline/db/agenda-store.ts';
import { templates, type TemplateKey } from '@throughline/domain/agenda/templates.ts';
import type { EventDraft } from '@throughline/domain/scheduling/event-draft.ts';
import { describe, expect, test } from 'vitest';
import { agendaAttachment } from './agenda-attachment.ts';
import { agendaPage } from './agenda-page.ts';
import { bookConversation } from './book-conversation.ts';
import { changeAgenda } from './change-agenda.ts';
import { conversationDetails } from './conversation-details.ts';
import { savePrep } from './save-prep.ts';
import { aBooking } from './testing/a-booking.ts';
import { bookingContext, interrupted, turn } from './testing/booking-context.ts';

describe.each(['google', 'microsoft'] as const)('an agenda changed after the invitation, on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { clock, db, world } = context;

  async function aBookedAgenda() {
    const booking = await aBooking({ context });
    const { organizationId, conversationId, manager, report, read } = booking;
    const choose = (template: TemplateKey, by = report) =>
      changeAgenda(context, { organizationId, conversationId, personId: by.id, template });
    const page = (of = report) => agendaPage(context, { organizationId, conversationId, personId: of.id });
    const write = () => {
      clock.advanceWallBy({ seconds: 30 });
      return booking.write();
    };
    const inCalendars = async () => {
      const seen = (await Promise.all([manager, report].map(({ workEmail }) => world.seenBy(workEmail)))).flat();
      return {
        entries: seen.length,
        text: seen.map(({ text }) => text),
        attachments: seen.map(({ attachments }) => attachments),
      };
    };
    const mails = () => world.calendarMailsTo(report.workEmail);
    return { ...booking, choose, page, write, inCalendars, mails, before: await read(), sent: await mails() };
  }

  const titleOf = (template: TemplateKey) => templates[template].title;

  test('both see it at once; text and attachment follow in one mail, and the join link stays to the byte', async () => {
    const { choose, page, manager, write, read, inCalendars, mails, before, sent, sync } = await aBookedAgenda();
    expect(before.event?.conferenceUrl).toMatch(/^https:/);
    expect((await page())?.template).toBe('story');
    expect(await choose('grow')).toEqual({ kind: 'changed' });
    expect(await page(manager)).toMatchObject({ template: 'grow', title: titleOf('grow') });
    expect(await mails()).toBe(sent);

    expect(await write()).toEqual(['stands']);
    const { text, attachments, entries } = await inCalendars();
    expect(entries).toBe(2);
    expect(text.every((one) => one.includes(titleOf('grow')) && !one.includes(titleOf('story')))).toBe(true);
    const { event } = await read();
    expect(attachments).toEqual([await agendasOf(event!.draft), await agendasOf(event!.draft)]);
    expect(await mails()).toBe(sent + 1);
    expect(await write()).toEqual([]);

    expect(await sync()).toEqual({ kind: 'synced', edits: 0 });
    const after = await read();
    expect(after.event?.conferenceUrl).toBe(before.event?.conferenceUrl);
    expect(after.event?.startsAt.equals(before.event!.startsAt)).toBe(true);
    expect(after.conversation.state).toBe('booked');
    expect(await mails()).toBe(sent + 1);
  });

  const agendasOf = (draft: EventDraft) => agendaSeen({ world, attachment: agendaAttachment(draft), draft });

  test('taken back within half a minute, nobody is told', async () => {
    const { choose, page, write, mails, sent, inCalendars } = await aBookedAgenda();
    await choose('stay');
    expect(await choose('story')).toEqual({ kind: 'changed' });
    expect(await write()).toEqual(['stands']);
    expect((await page())?.template).toBe('story');
    expect((await inCalendars()).text[0]).toContain(titleOf('story'));
    expect(await mails()).toBe(sent);
  });

  test.each(['POST', 'DELETE', 'PATCH'])('a %s is not answered: it converges with one mail', async (method) => {
    const { choose, manager, write, mails, sent, read, inCalendars } = await aBookedAgenda();
    await choose('grow');
    await world.inject({ kind: 'response_lost', account: manager.workEmail, method });
    for (let tries = 0; tries < 4; tries += 1) await write();
    const { event } = await read();
    expect(event).toMatchObject({ agendaVersion: 2, appliedAgendaVersion: 2, attempts: 0 });
    const { text, attachments } = await inCalendars();
    expect(text[1]).toContain(titleOf('grow'));
    expect(attachments[1]).toEqual(await agendasOf(event!.draft));
    expect(await mails()).toBe(sent + 1);
  });

  test('taken over while it was being written: nobody is told twice', async () => {
    const { choose, organizationId, conversationId, mails, sent, read } = await aBookedAgenda();
    await choose('grow');
    clock.advanceWallBy({ seconds: 30 });
    const dies = interrupted({
      context,
      before: 'reviseAgenda',
      happens: async () => {
        clock.advanceWallBy({ minutes: 4 });
        expect(await bookConversation(context, { organizationId, conversationId })).toEqual(['stands']);
      },
    });
    expect(await bookConversation(dies, { organizationId, conversationId })).toEqual(['lease_lost']);
    expect(await mails()).toBe(sent + 1);
    expect((await read()).event).toMatchObject({ appliedAgendaVersion: 2 });
  });

  test('chosen anew while it is being written: the newer one is written next', async () => {
    const { choose, organizationId, conversationId, write, read, inCalendars } = await aBookedAgenda();
    await choose('grow');
    clock.advanceWallBy({ seconds: 30 });
    const happens = async () => void (await choose('vision'));
    const meanwhile = interrupted({ context, before: 'reviseAgenda', happens });
    await bookConversation(meanwhile, { organizationId, conversationId });
    expect((await read()).event).toMatchObject({ agendaVersion: 3, appliedAgendaVersion: 2 });
    await write();
    expect((await read()).event).toMatchObject({ agendaVersion: 3, appliedAgendaVersion: 3 });
    expect((await inCalendars()).text[1]).toContain(titleOf('vision'));
  });

  test('a move nobody has read yet is neither undone nor overlooked', async () => {
    const { choose, manager, providerEventId, event, write, sync, read } = await aBookedAgenda();
    const start = event.startsAt.add({ hours: 1 });
    const edit = { kind: 'move', start, end: event.endsAt.add({ hours: 1 }) } as const;
    await world.edit({ email: manager.workEmail, providerEventId, edit });
    await choose('grow');
    await write();
    await sync();
    const { conversation, event: after } = await read();
    expect(conversation.startsAt?.equals(start)).toBe(true);
    expect(after?.draft.start.equals(start)).toBe(true);
    expect(after?.draft.agenda.title).toBe(titleOf('grow'));
  });

  test('it loses its date: the choice goes along to the next one', async () => {
    const { choose, organizationId, manager, providerEventId, write, sync, read } = await aBookedAgenda();
    await choose('stay', manager);
    await write();
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'delete' } });
    await sync();
    await turn(context, { organizationId });
    const { event, conversation } = await read();
    expect(event).toMatchObject({ generation: 2, step: 'invited', draft: { agenda: { title: titleOf('stay') } } });
    const agenda = await db.inOrganization(organizationId, (tx) => agendaStore(tx).ofConversation(conversation.id));
    expect(agenda).toMatchObject({ template: 'stay', chosenBy: 'manager' });
  });
});

describe('who may choose, and what stays', async () => {
  const context = await bookingContext();
  const { clock, db } = context;

  test('what was prepared stays, and the two read who chose; HR reads nothing of it', async () => {
    const { organizationId, conversationId, manager, report } = await aBooking({ context });
    const of = (personId: string) => ({ organizationId, conversationId, personId });
    await savePrep(context, { ...of(report.id), text: 'I would like to write more.', reveal: true });
    await changeAgenda(context, { ...of(report.id), template: 'grow' });
    expect((await agendaPage(context, of(report.id)))?.ownPrep.text).toBe('I would like to write more.');
    expect((await agendaPage(context, of(manager.id)))?.otherPrep?.text).toBe('I would like to write more.');

    const somebody = { ...manager, id: crypto.randomUUID() };
    const historySeenBy = async (person: typeof manager, roles: readonly 'hr'[] = []) => {
      const viewer = { organizationId, person, roles: new Set(roles) };
      const details = await conversationDetails(context, { viewer, conversationId });
      return details?.history.map(({ sentence }) => sentence);
    };
    const sentence = `${report.displayName} chose other questions for the agenda.`;
    expect(await historySeenBy(manager)).toContain(sentence);
    expect(await historySeenBy(somebody, ['hr'])).toEqual(
      (await historySeenBy(manager))?.filter((one) => one !== sentence),
    );
  });

  test('nobody else may, and only from the invitation to the start', async () => {
    const { organizationId, conversationId, report, event } = await aBooking({ context });
    const of = (personId: string) => ({ organizationId, conversationId, personId, template: 'grow' as const });
    const other = await aBooking({ context });
    expect(await changeAgenda(context, of(other.report.id))).toEqual({ kind: 'not_found' });
    expect(await changeAgenda(context, { ...of(report.id), template: 'story' })).toEqual({ kind: 'same' });
    const before = clock.now();
    clock.set(event.startsAt);
    expect(await changeAgenda(context, of(report.id))).toEqual({ kind: 'not_now' });
    expect((await agendaPage(context, of(report.id)))?.choices).toEqual([]);
    clock.set(before);
    expect((await agendaPage(context, of(report.id)))?.choices).toHaveLength(8);
    const agenda = await db.inOrganization(organizationId, (tx) => agendaStore(tx).ofConversation(conversationId));
    expect(agenda).toMatchObject({ template: 'story', chosenBy: null });
  });
});
