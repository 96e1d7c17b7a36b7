import { agendaMarks } from '@throughline/domain/scheduling/agenda-marks.ts';
import { expect, test } from 'vitest';
import { agendaSeen } from './agenda-seen.ts';
import { kindOf } from './oauth.ts';
import {
  aDraft,
  anAgenda,
  anAttachment,
  aPlacement,
  conferenceMade,
  connect,
  placeFully,
  twoPeople,
  type ContractWorld,
  type Seen,
} from './world.ts';

/** An agenda that changes while its entry stands. */
export function agendaContract(worldOf: () => ContractWorld): void {
  const setUp = async () => {
    const world = worldOf();
    const pair = await twoPeople({ world });
    const { auth } = await connect({ world, email: pair.manager });
    const { marker, ...placement } = aPlacement({ world, ...pair });
    const { providerEventId } = await placeFully({ world, auth, ...placement });
    const standing = await conferenceMade({ world, auth, providerEventId });
    const agenda = anAgenda('The next step');
    const draft = aDraft({ ...pair, marker, agenda });
    const attachment = anAttachment(agenda.title);
    const revise = () => world.provider.events.reviseAgenda({ auth, providerEventId, draft, attachment });
    const seenBy = async (email: string): Promise<Seen> => {
      const [seen, ...others] = await world.seenBy(email);
      if (seen === undefined || others.length > 0) throw new Error('not one entry');
      return seen;
    };
    const agendas = await agendaSeen({ world, attachment, draft });
    const mails = await world.calendarMailsTo(pair.report);
    return { world, auth, ...pair, ...placement, draft, providerEventId, standing, revise, seenBy, agendas, mails };
  };

  test('case 25: a new agenda replaces text and attachment for both, in one mail, and the join link stays to the byte', async () => {
    const { world, manager, report, standing, revise, seenBy, agendas, mails } = await setUp();
    const revised = await revise();
    expect(revised).toMatchObject({ providerEventId: standing.providerEventId, conferenceUrl: standing.conferenceUrl });
    expect(revised.start.equals(standing.start) && revised.private).toBe(true);
    for (const email of [manager, report]) {
      const seen = await seenBy(email);
      expect(seen.text).toContain('About The next step');
      expect(seen.text).not.toContain('About The long view');
      expect(seen.attachments).toEqual(agendas);
    }
    expect(await world.calendarMailsTo(report)).toBe(mails + 1);
  });

  test('twice is once', async () => {
    const { world, manager, report, revise, seenBy, agendas, mails } = await setUp();
    await revise();
    const before = await seenBy(manager);
    await revise();
    expect(await seenBy(manager)).toEqual(before);
    expect(before.attachments).toEqual(agendas);
    expect(await world.calendarMailsTo(report)).toBe(mails + 1);
  });

  test.each(['POST', 'DELETE', 'PATCH'])(
    'a %s on the way whose answer is lost costs no second mail',
    async (method) => {
      const { world, manager, report, standing, auth, revise, seenBy, agendas, mails } = await setUp();
      await world.inject({ kind: 'response_lost', account: manager, method });
      const first = await kindOf(revise());
      expect(['uncertain', 'no error']).toContain(first);
      await revise();
      expect((await seenBy(manager)).attachments).toEqual(agendas);
      expect((await seenBy(report)).text).toContain('About The next step');
      expect(await world.calendarMailsTo(report)).toBe(mails + 1);
      const { providerEventId, conferenceUrl } = standing;
      expect(await world.provider.events.get({ auth, providerEventId })).toMatchObject({ conferenceUrl });
    },
  );

  test('what people wrote around the agenda stays', async () => {
    const { world, manager, providerEventId, revise, seenBy } = await setUp();
    const rewrite = (text: string) => text.replace(/(?=<p>Routine)/, '<p>Bring a coffee.</p>');
    await world.edit({ email: manager, providerEventId, edit: { kind: 'rewrite', rewrite } });
    await revise();
    const { text } = await seenBy(manager);
    expect(text).toContain('Bring a coffee.');
    expect(text).toContain('About The next step');
  });

  test('a text people made their own stays theirs, and at most one mail tells of the new agenda', async () => {
    const { world, manager, report, providerEventId, standing, revise, seenBy, agendas } = await setUp();
    const rewrite = (text: string) => text.replace(agendaMarks.start, '').replace(agendaMarks.end, 'See you.');
    await world.edit({ email: manager, providerEventId, edit: { kind: 'rewrite', rewrite } });
    const { text } = await seenBy(manager);
    const mails = await world.calendarMailsTo(report);
    const revised = await revise();
    await revise();
    expect(revised.conferenceUrl).toBe(standing.conferenceUrl);
    const seen = await seenBy(manager);
    expect(seen.text).toBe(text);
    expect(seen.attachments).toEqual(agendas);
    expect(await world.calendarMailsTo(report)).toBeLessThanOrEqual(mails + 1);
  });

  test('there is nothing to revise in an entry that was deleted', async () => {
    const { world, manager, providerEventId, revise } = await setUp();
    await world.edit({ email: manager, providerEventId, edit: { kind: 'delete' } });
    expect(await kindOf(revise())).toBe('not_found');
  });
}
