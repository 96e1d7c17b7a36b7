import { conversationStore } from '@throughline/db/conversation-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import { timesUrl } from './mail-links.ts';
import { zoneOf, type MailOccasion, type MailWriting } from './mail-occasion.ts';
import { outsideHours } from './outside-hours.ts';
import type { NudgeLine } from './ports/nudge-line.ts';

type TimesLine = Extract<NudgeLine, { kind: 'times_proposed' }>;

/** What a manager and their reports can pick from, as it stands when the mail leaves; soonest due first. */
export async function timesLines(context: MailWriting, occasion: MailOccasion): Promise<readonly TimesLine[]> {
  const { tx, recipient, organization, now } = occasion;
  const open = (await proposalStore(tx).open({ managerIds: [recipient.id] })).filter(
    ({ insteadOfId, expiresAt }) => insteadOfId === null && Temporal.Instant.compare(now, expiresAt) < 0,
  );
  if (open.length === 0) return [];
  const slotsOf = new Map(open.map(({ conversationId, slots }) => [conversationId, slots]));
  const conversations = await conversationStore(tx).byIds([...slotsOf.keys()]);
  const reports = await peopleStore(tx).byIds(conversations.map(({ reportId }) => reportId));
  const policies = await policyStore(tx).all();
  return conversations
    .filter(({ state }) => state === 'due')
    .toSorted((a, b) => Temporal.PlainDate.compare(a.dueOn, b.dueOn))
    .flatMap(({ id: conversationId, reportId, policyId, dueOn }) => {
      const report = reports.find(({ id }) => id === reportId);
      const policy = policies.find(({ id }) => id === policyId);
      if (report === undefined || policy === undefined) return [];
      const { rules } = policy;
      const expiresAt = now.add({ hours: rules.planningHorizonDays * 24 });
      return [
        {
          kind: 'times_proposed' as const,
          otherName: report.displayName,
          dueOn,
          slots: (slotsOf.get(conversationId) ?? []).map(({ start, end }) => {
            const outside = outsideHours({ slot: { start, end }, manager: recipient, report, rules });
            return { startsAt: start, endsAt: end, outsideHours: { reader: outside.manager, other: outside.report } };
          }),
          timeZone: zoneOf(occasion),
          url: timesUrl(context, {
            organizationId: organization.id,
            personId: recipient.id,
            conversationId,
            expiresAt,
          }),
        },
      ];
    });
}
