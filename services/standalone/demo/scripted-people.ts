import { z } from 'zod';
import type { SandboxControl } from '../sandbox-control.ts';
import { calendarAsPerson, type PersonalEvent } from './calendar-as-person.ts';
import { connectCalendar } from './connect-calendar.ts';
import { pickProposedTime } from './pick-proposed-time.ts';
import { seededRandom, seedOf, type SeededRandom } from './seeded-random.ts';
import { tellPulse } from './tell-pulse.ts';

type Mail = Awaited<ReturnType<SandboxControl['mails']>>[number];

/** Somebody at their desk on one day, with a temper of their own. */
type Person = { readonly email: string; readonly now: Temporal.Instant; readonly random: SeededRandom };

/** How the connect mail's subject ends. */
const connectSubject = 'your calendar, once';
const peopleAtOnce = 6;

const confirmed = z.object({ mayTellPulse: z.boolean() });

export type ScriptedPeople = {
  /** Everyone reads what came in since, and does what their kind of person does. */
  act(input: { since: Temporal.Instant; now: Temporal.Instant }): Promise<void>;
};

/**
 * The people of the demo as they treat their mail and calendars, from the outside only: links in mails, the provider's
 * own API. Most accept and most confirm; some move a conversation, decline it, stay silent or say it did not happen.
 */
export function scriptedPeople({
  control,
  sandboxOrigin,
  apiOrigin,
  seed,
  until,
}: {
  control: SandboxControl;
  sandboxOrigin: string;
  apiOrigin: string;
  /** Changes with every day, so that a restart in the middle goes on as the same run would have. */
  seed: number;
  /** The end of the history. */
  until: Temporal.Instant;
}): ScriptedPeople {
  async function answerInvitation({ email, now, random }: Person): Promise<void> {
    const calendar = await calendarAsPerson({ control, origin: sandboxOrigin, email });
    const open = (await calendar.conversations({ from: now })).filter(
      ({ ownResponse }) => ownResponse === 'needsAction',
    );
    for (const found of open) {
      const mood = random.next();
      if (mood < 0.78) await calendar.answer({ found, response: 'accepted' });
      else if (mood < 0.81) await calendar.answer({ found, response: 'declined' });
      else if (mood < 0.85) await calendar.answer({ found, response: 'tentative' });
    }
  }

  /**
   * Some managers put an invitation a day later soon after it went out, Thursday at the latest. Only what takes place
   * within the history: what is ahead at its end stands where it was planned.
   */
  async function perhapsMove({ email, now, random }: Person): Promise<void> {
    if (!random.chance(0.12)) return;
    const calendar = await calendarAsPerson({ control, origin: sandboxOrigin, email });
    const ahead = await calendar.conversations({ from: now.add({ hours: 24 * 14 }) });
    const found = ahead.find((one) => one.organizerEmail === email && canMove(one));
    if (found !== undefined) await calendar.move({ found, by: Temporal.Duration.from({ hours: 24 }) });
  }

  function canMove({ start }: PersonalEvent): boolean {
    const moved = start.add({ hours: 24 });
    return Temporal.Instant.compare(moved, until) < 0 && moved.toZonedDateTimeISO('UTC').dayOfWeek <= 5;
  }

  async function connect({ email, connection }: { email: string; connection: string }): Promise<void> {
    const token = new URL(connection).searchParams.get('token') ?? '';
    await connectCalendar({ origin: apiOrigin, token, email, provider: await control.providerOf(email) });
  }

  /** Whose calendar the manager cannot see: most share when they are busy, some pick a time, few do neither. */
  async function shareOrPick({
    person: { email, random },
    connection,
    times,
  }: {
    person: Person;
    connection: string | undefined;
    times: string;
  }): Promise<void> {
    const mood = random.next();
    if (mood < 0.6 && connection !== undefined) await connect({ email, connection });
    else if (mood < 0.85) await pickProposedTime({ apiOrigin, link: times });
  }

  async function confirm({ url, random }: { url: string; random: SeededRandom }): Promise<void> {
    const token = new URL(url).searchParams.get('token');
    const mood = random.next();
    if (token === null || mood > 0.88) return;
    const response = await fetch(`${apiOrigin}/api/confirmation`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, answer: mood < 0.82 ? 'happened' : 'did_not_happen' }),
    });
    if (!response.ok && response.status !== 410) throw new Error(`An answer was refused: ${await response.text()}`);
    const answered = response.ok ? confirmed.parse(await response.json()) : null;
    if (answered?.mayTellPulse && random.chance(0.7)) await tellPulse({ apiOrigin, token, random });
  }

  async function read({ mail, person }: { mail: Mail; person: Person }): Promise<void> {
    const { email, random } = person;
    if (mail.source === 'calendar') {
      if (mail.subject.startsWith('Invitation: ')) await answerInvitation(person);
      else if (mail.subject.startsWith('Accepted: ')) await perhapsMove(person);
      return;
    }
    const link = (path: string) => mail.links.find((url) => new URL(url).pathname === path && url.includes('token='));
    const confirmation = link('/confirm');
    if (confirmation !== undefined) await confirm({ url: confirmation, random });
    const connection = link('/connect');
    const times = link('/times');
    if (times !== undefined) await shareOrPick({ person, connection, times });
    else if (connection !== undefined && mail.subject.endsWith(connectSubject)) await connect({ email, connection });
  }

  return {
    act: async ({ since, now }) => {
      const letterboxes = [...Map.groupBy(await control.mails({ since }), ({ to: [email] }) => email)];
      const readNext = async () => {
        for (let next = letterboxes.shift(); next !== undefined; next = letterboxes.shift()) {
          const [email, mails] = next;
          if (email === undefined) continue;
          const person = { email, now, random: seededRandom(seedOf(`${seed} ${email}`)) };
          for (const mail of mails) await read({ mail, person });
        }
      };
      await Promise.all(Array.from({ length: peopleAtOnce }, readNext));
    },
  };
}
