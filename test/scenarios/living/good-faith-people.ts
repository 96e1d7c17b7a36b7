import { recordEvidence } from '@throughline/app/record-evidence.ts';
import { calendarAsPerson } from '@throughline/standalone/demo/calendar-as-person.ts';
import { pickProposedTime } from '@throughline/standalone/demo/pick-proposed-time.ts';
import { seededRandom, seedOf, type SeededRandom } from '@throughline/standalone/demo/seeded-random.ts';
import { readRecord } from '../record.ts';
import type { World } from '../world.ts';
import type { LivelyPeople } from './lively-people.ts';

type Mail = Awaited<ReturnType<World['control']['mails']>>[number];
type Reader = { readonly email: string; readonly isGood: boolean; readonly random: SeededRandom };

/**
 * People of whom this share means well: they connect, accept, turn up and say so, and forget now and then. The others
 * forget mostly, decline, say nothing, and as managers claim what nobody else remembers; once somebody asks a second
 * time, some of them do what they were asked for. Who is which is settled by the seed and never changes.
 */
export function goodFaithPeople({ world, seed, share }: { world: World; seed: number; share: number }): LivelyPeople {
  const { context, control, organizationId, apiUrl, adminUrl, sandboxUrl: origin } = world;
  const isGood = (email: string) => seededRandom(seedOf(`${seed} ${email}`)).chance(share);

  async function answerInvitation({
    email,
    isGood: good,
    random,
    now,
  }: Reader & { now: Temporal.Instant }): Promise<void> {
    const calendar = await calendarAsPerson({ control, origin, email });
    for (const found of await calendar.conversations({ from: now })) {
      if (found.ownResponse !== 'needsAction') continue;
      const chosen = random.next();
      if (chosen < (good ? 0.92 : 0.35)) await calendar.answer({ found, response: 'accepted' });
      else if (!good && chosen < 0.5) await calendar.answer({ found, response: 'declined' });
    }
  }

  async function confirm(link: string, answer: 'happened' | 'did_not_happen'): Promise<void> {
    const response = await fetch(`${apiUrl}/api/confirmation`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: new URL(link).searchParams.get('token'), answer }),
    });
    if (!response.ok && response.status !== 410) throw new Error(`an answer was refused: ${await response.text()}`);
  }

  /** Whoever means well does what a mail asks at the first time, the others a third of the time once they are asked again. */
  async function read({ mail, reader, now }: { mail: Mail; reader: Reader; now: Temporal.Instant }): Promise<void> {
    if (mail.source === 'calendar') {
      if (mail.subject.startsWith('Invitation: ')) await answerInvitation({ ...reader, now });
      return;
    }
    const isReminder = mail['text']?.toString().includes('about career conversations:') ?? false;
    const { isGood: good, random, email } = reader;
    const link = (path: string) => mail.links.find((url) => new URL(url).pathname === path && url.includes('token='));
    const [confirmation, times, connection] = [link('/confirm'), link('/times'), link('/connect')];
    if (!random.chance(good ? 0.92 : isReminder ? 0.35 : 0.1)) return;
    if (confirmation !== undefined)
      await confirm(confirmation, good || random.chance(0.6) ? 'happened' : 'did_not_happen');
    if (connection !== undefined && !(await isConnected(email))) await world.connect({ email, link: connection });
    else if (times !== undefined) await pickProposedTime({ apiOrigin: apiUrl, link: times });
  }

  async function isConnected(email: string): Promise<boolean> {
    const found = await readRecord(
      adminUrl,
      `SELECT 1 FROM connection c JOIN person p ON p.id = c.person_id WHERE p.work_email = '${email}' AND c.status = 'active'`,
    );
    return found.length > 0;
  }

  /** A manager who does not mean well says of everything that it took place; one who does only corrects what did not. */
  async function managersClaim(): Promise<void> {
    const waiting = await readRecord<{ id: string; manager_id: string; email: string }>(
      adminUrl,
      `SELECT c.id, c.manager_id, p.work_email AS email FROM conversation c JOIN person p ON p.id = c.manager_id
       WHERE c.state = 'awaiting_confirmation' ORDER BY c.starts_at`,
    );
    for (const { id, manager_id: personId, email } of waiting) {
      if (isGood(email)) continue;
      await recordEvidence(context, { organizationId, conversationId: id, personId, answer: 'happened' });
    }
  }

  return {
    act: async ({ since, now }) => {
      const letterboxes = Map.groupBy(await control.mails({ since }), ({ to: [email] }) => email ?? '');
      for (const [email, mails] of letterboxes) {
        const random = seededRandom(seedOf(`${seed} ${email} ${now.toString()}`));
        for (const mail of mails) await read({ mail, reader: { email, isGood: isGood(email), random }, now });
      }
      await managersClaim();
    },
  };
}
