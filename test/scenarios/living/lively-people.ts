import { recordEvidence } from '@throughline/app/record-evidence.ts';
import { calendarAsPerson } from '@throughline/standalone/demo/calendar-as-person.ts';
import { pickProposedTime } from '@throughline/standalone/demo/pick-proposed-time.ts';
import { readRecord } from '../record.ts';
import type { World } from '../world.ts';

type Occasion = 'organizer' | 'invited' | 'asked' | 'manager' | 'times';

const goldenRatio = (1 + Math.sqrt(5)) / 2;
const moveAhead = Temporal.Duration.from({ hours: 24 * 14 });

export type LivelyPeople = {
  /** Everybody looks at their calendar and mail once, and does what is theirs to do. */
  act(input: { emails: readonly string[]; since: Temporal.Instant; now: Temporal.Instant }): Promise<void>;
};

/**
 * People with a will of their own, more of it than people usually have: they accept, decline, hesitate and stay silent;
 * managers move and delete; afterwards they confirm, deny, claim, say nothing or answer weeks late. Each mood is settled
 * once for each occasion, so nobody changes their mind by being asked twice, and the seed says with which they begin.
 */
export function livelyPeople({ world, seed }: { world: World; seed: number }): LivelyPeople {
  const { context, control, organizationId, apiUrl, adminUrl } = world;
  const drawn = new Map<string, number>();
  const draws = new Map<Occasion, number>();

  /** In [0, 1); the same again for the same occasion. Steps of the golden ratio leave no mood out for long. */
  function mood(occasion: Occasion, ...details: readonly string[]): number {
    const key = [occasion, ...details].join(' ');
    const known = drawn.get(key);
    if (known !== undefined) return known;
    const turn = (draws.get(occasion) ?? seed) + 1;
    draws.set(occasion, turn);
    const next = (turn * goldenRatio) % 1;
    drawn.set(key, next);
    return next;
  }

  async function atTheirCalendar({ email, now }: { email: string; now: Temporal.Instant }): Promise<void> {
    const calendar = await calendarAsPerson({ control, origin: world.sandboxUrl, email });
    for (const found of await calendar.conversations({ from: now })) {
      const start = found.start.toString();
      if (found.organizerEmail === email) {
        const chosen = mood('organizer', email, start);
        const isFarOff = Temporal.Instant.compare(now.add(moveAhead), found.start) < 0;
        if (chosen < 0.12 && isFarOff)
          await calendar.move({ found, by: Temporal.Duration.from({ hours: chosen < 0.06 ? 24 : 2 }) });
        else if (chosen < 0.15) await calendar.remove({ found });
      } else if (found.ownResponse === 'needsAction') {
        const chosen = mood('invited', email, start);
        if (chosen < 0.65) await calendar.answer({ found, response: 'accepted' });
        else if (chosen < 0.74) await calendar.answer({ found, response: 'declined' });
        else if (chosen < 0.82) await calendar.answer({ found, response: 'tentative' });
      }
    }
  }

  /** Of the asks that came three weeks ago, some are only answered now. */
  async function atTheirMail({ since, now }: { since: Temporal.Instant; now: Temporal.Instant }): Promise<void> {
    const asked = await control.mails({ since: now.subtract({ hours: 24 * 28 }) });
    for (const mail of asked) {
      const link = mail.links.find((url) => new URL(url).pathname === '/confirm' && url.includes('token='));
      const [email] = mail.to;
      if (link === undefined || email === undefined) continue;
      const receivedAt = Temporal.Instant.from(String(mail['receivedAt']));
      const isNew = Temporal.Instant.compare(since, receivedAt) <= 0;
      const isOld = Temporal.Instant.compare(receivedAt.add({ hours: 24 * 21 }), now) <= 0;
      const chosen = mood('asked', email, receivedAt.toString());
      if (isNew && chosen < 0.55) await answer({ link, answer: 'happened' });
      else if (isNew && chosen < 0.7) await answer({ link, answer: 'did_not_happen' });
      else if (isOld && chosen > 0.88) await answer({ link, answer: 'happened' });
    }
  }

  /** Whose calendar the manager cannot see: some share when they are busy, some pick a time, some do neither. */
  async function shareOrPick({ since }: { since: Temporal.Instant }): Promise<void> {
    for (const { to, links } of await control.mails({ since })) {
      const [email] = to;
      const [times, connection] = ['/times', '/connect'].map((path) =>
        links.find((url) => new URL(url).pathname === path && url.includes('token=')),
      );
      if (email === undefined || times === undefined) continue;
      const chosen = mood('times', email);
      if (chosen < 0.3 && connection !== undefined) await world.connect({ email, link: connection });
      else if (chosen < 0.8) await pickProposedTime({ apiOrigin: apiUrl, link: times });
    }
  }

  async function answer({ link, answer: said }: { link: string; answer: string }): Promise<void> {
    const response = await fetch(`${apiUrl}/api/confirmation`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: new URL(link).searchParams.get('token'), answer: said }),
    });
    if (!response.ok && response.status !== 410) throw new Error(`an answer was refused: ${await response.text()}`);
  }

  /** The two buttons on the manager's own page of a conversation that is over. */
  async function managersAnswer(): Promise<void> {
    const waiting = await readRecord<{ id: string; manager_id: string; email: string; starts_at: Date }>(
      adminUrl,
      `SELECT c.id, c.manager_id, p.work_email AS email, c.starts_at FROM conversation c JOIN person p ON p.id = c.manager_id
       WHERE c.state = 'awaiting_confirmation' ORDER BY c.starts_at`,
    );
    for (const { id, manager_id: personId, email, starts_at: startsAt } of waiting) {
      const chosen = mood('manager', email, startsAt.toISOString());
      if (chosen > 0.55) continue;
      const said = chosen < 0.45 ? 'happened' : 'did_not_happen';
      await recordEvidence(context, { organizationId, conversationId: id, personId, answer: said });
    }
  }

  return {
    act: async ({ emails, since, now }) => {
      for (const email of emails) await atTheirCalendar({ email, now });
      await managersAnswer();
      await atTheirMail({ since, now });
      await shareOrPick({ since });
    },
  };
}
