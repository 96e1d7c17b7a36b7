import { connectionStore } from '@throughline/db/connection-store.ts';
import { evidence } from '@throughline/db/schema/tables.ts';
import type { PolicyRules } from '@throughline/domain/policy/policy.ts';
import { beginAttendance } from '../begin-attendance.ts';
import { collectAttendance } from '../collect-attendance.ts';
import { completeConnection } from '../complete-connection.ts';
import { endConversations } from '../end-conversations.ts';
import { setAttendance } from '../set-attendance.ts';
import { aBooking } from './a-booking.ts';
import { connectPeople } from './a-team.ts';
import type { BookingContext } from './booking-context.ts';

type Stay = readonly [from: number, until: number];

/** The manager goes to the provider's page and allows it; `untick` leaves a box of theirs empty. */
export async function agreeToAttendance({
  context,
  organizationId,
  personId,
  email,
  untick = 'nothing',
}: {
  context: BookingContext;
  organizationId: string;
  personId: string;
  email: string;
  untick?: string;
}) {
  const { world } = context;
  const browserToken = crypto.randomUUID();
  const begun = await beginAttendance(context, { organizationId, personId, browserToken });
  if (begun.kind === 'refused') throw new Error(begun.reason);
  const back = await world.consent({ authorizationUrl: begun.authorizationUrl, email, untick });
  const { state = '', code = '' } = Object.fromEntries(back.searchParams);
  const answer = { kind: 'code', code } as const;
  return completeConnection(context, { provider: world.provider.name, state, browserToken, answer });
}

/**
 * A conversation with an invitation out, of an organisation that turned attendance on; the manager agreed and the report
 * shared when they are busy, unless it is said otherwise. Time passes for calendars and people alike.
 */
export async function aCall({
  context,
  on = true,
  agreed = true,
  reportConnects = true,
  rules = {},
}: {
  context: BookingContext;
  on?: boolean;
  agreed?: boolean;
  reportConnects?: boolean;
  rules?: Partial<PolicyRules>;
}) {
  const { db, clock, world } = context;
  const booking = await aBooking({ context, rules });
  const { organizationId, manager, report, conversationId, event, connectionId } = booking;
  if (reportConnects)
    await connectPeople({ context, world, organizationId, people: [report], purpose: 'availability' });
  await setAttendance(context, { organizationId, on: true, actor: { kind: 'operator' } });
  if (agreed) {
    await agreeToAttendance({ context, organizationId, personId: manager.id, email: manager.workEmail });
  }
  if (!on) await setAttendance(context, { organizationId, on: false, actor: { kind: 'operator' } });
  await booking.sync();
  const standing = (await booking.read()).event;
  const { conferenceUrl, startsAt, endsAt } = standing ?? event;
  if (conferenceUrl === null) throw new Error('The conversation has no call');

  const passTo = async (to: Temporal.Instant) => {
    clock.set(to.toString());
    const there = await world.now();
    const missing = there.until(to);
    if (missing.sign > 0) await world.control('POST', 'clock', { advance: missing.toString() });
  };
  const minute = (minutes: number) => startsAt.add({ minutes });
  const stays = (email: string, all: readonly Stay[]) =>
    all.map(([from, until]) => ({ who: { email }, joined: minute(from), left: minute(until) }));

  return {
    ...booking,
    conferenceUrl,
    endsAt,
    /** In minutes from the start. */
    come: (
      people: { manager?: readonly Stay[]; report?: readonly Stay[] },
      publishedAt: Temporal.Instant | null = null,
    ) =>
      world.attend({
        conferenceUrl,
        publishedAt,
        stays: [...stays(manager.workEmail, people.manager ?? []), ...stays(report.workEmail, people.report ?? [])],
      }),
    /** Lets so many hours pass after the end, and the conversation end. */
    hoursAfter: async (hours: number) => {
      await passTo(endsAt.add({ minutes: Math.round(hours * 60) }));
      await endConversations(context, { organizationId });
    },
    collect: () => collectAttendance(context, { organizationId }),
    /** What is kept of the call. */
    evidence: async () => {
      const all = await db.inOrganization(organizationId, (tx) => tx.select().from(evidence));
      return all.filter((row) => row.conversationId === conversationId && row.side === 'attendance');
    },
    ownConnection: () => db.inOrganization(organizationId, (tx) => connectionStore(tx).byId(connectionId)),
    /** How often the provider was asked about calls: each look begins with one of these. */
    looks: async () =>
      (await world.exchanges()).filter(({ url }) => /\/v2\/conferenceRecords\?|\/me\/onlineMeetings\?/.test(url))
        .length,
  };
}
