import type { ConversationHelp } from '@throughline/contracts/pages/conversations.ts';
import type { ConversationView } from '@throughline/db/conversation-view-store.ts';
import { gapStore, type Gap } from '@throughline/db/gap-store.ts';
import { nudgeStore } from '@throughline/db/nudge-store.ts';
import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { waitingStore } from '@throughline/db/waiting-store.ts';
import { isOpen } from '@throughline/domain/conversation/conversation.ts';
import { pastGap } from '@throughline/domain/conversation/past-gap.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import { newestVersionOf } from '@throughline/domain/policy/resolve-policy.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { AppContext } from './context.ts';

/** Whether HR may see by person who needs a date and what was tried. */
export function hasListOfHelp(
  { db }: Pick<AppContext, 'db'>,
  { organizationId }: { organizationId: string },
): Promise<boolean> {
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    return organization !== null && !organization.worksCouncil;
  });
}

/**
 * What HR may know beyond dates and states, of open conversations: since when one has no date, who was asked to help, and
 * whether it is past the longest gap. Nothing of it tells silence from a denial. With a works council's terms, nothing.
 */
export async function helpOnList(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, views }: { organizationId: string; views: readonly ConversationView[] },
): Promise<ReadonlyMap<string, ConversationHelp>> {
  const open = views.filter(isOpen);
  if (open.length === 0) return new Map();
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null || organization.worksCouncil) return new Map();
    const ids = open.map(({ id }) => id);
    const since = await waitingStore(tx).withoutDateSince(ids);
    const steps = Map.groupBy(await nudgeStore(tx).visibleOf(ids), ({ conversationId }) => conversationId);
    const gaps = await gapStore(tx).of(ids);
    const policies = await policyStore(tx).all();
    return new Map(
      open.map((view): [string, ConversationHelp] => [
        view.id,
        {
          withoutDateSince: since.get(view.id)?.toString() ?? null,
          steps: (steps.get(view.id) ?? [])
            .toSorted((a, b) => Temporal.Instant.compare(a.takenAt, b.takenAt))
            .flatMap(({ who, occasion, takenAt }) =>
              occasion === 'after_silence' ? [] : [{ who, when: occasion, at: takenAt.toString() }],
            ),
          pastLongestGap: pastGapOf({ view, gap: gaps.get(view.id), organization, policies, now }),
        },
      ]),
    );
  });
}

function pastGapOf({
  view,
  gap,
  organization,
  policies,
  now,
}: {
  view: ConversationView;
  gap: Gap | undefined;
  organization: Organization;
  policies: readonly Policy[];
  now: Temporal.Instant;
}): ConversationHelp['pastLongestGap'] {
  const policy = policies.find(({ id }) => id === view.policyId);
  if (gap === undefined || policy === undefined) return null;
  const timeZone = view.report.timeZone ?? organization.timeZone;
  const past = pastGap({
    conversation: { ...view, leaveShift: gap.leaveShift },
    base: gap.base,
    policy: newestVersionOf({ policy, policies }),
    timeZone,
    today: localDateOf({ instant: now, timeZone }),
  });
  return past && { longestUntil: past.longestUntil.toString(), because: past.because };
}
