import type { AuditActor } from '@throughline/db/audit-store.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import type { Audience } from '@throughline/domain/policy/policy.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import { announceLaunch } from './announce-launch.ts';
import { changeOrganizationState, type StateRefusal } from './change-organization-state.ts';
import type { AppContext } from './context.ts';

/** A pilot serves one audience; launching again with `everyone` serves all. */
export type LaunchTarget = { readonly kind: 'pilot'; readonly audience: Audience } | { readonly kind: 'everyone' };

export type LaunchedOrganization = {
  readonly kind: 'launched';
  /** How many people the announcement goes to now; 0 where there is none, or all have had it. */
  readonly announcedTo: number;
};

/** From the next sweep on conversations open, connect requests leave and events are booked. The rollout counts from today. */
export async function launchOrganization(
  context: Pick<AppContext, 'db' | 'clock' | 'publicUrl'>,
  { organizationId, target, actor }: { organizationId: string; target: LaunchTarget; actor: AuditActor },
): Promise<LaunchedOrganization | StateRefusal> {
  const now = context.clock.now();
  return context.db.inOrganization(organizationId, async (tx) => {
    const decide = (organization: Organization) => launched({ organization, target, now });
    const changed = await changeOrganizationState({
      tx,
      organizationId,
      action: 'organization.launched',
      actor,
      now,
      decide,
    });
    if ('kind' in changed) return changed;
    return { kind: 'launched', announcedTo: await announceLaunch(context, { tx, organization: changed, actor, now }) };
  });
}

/** The organisation as it is after a launch; also what a preview of one looks at. */
export function launched({
  organization,
  target,
  now,
}: {
  organization: Organization;
  target: LaunchTarget;
  now: Temporal.Instant;
}): Organization | StateRefusal {
  if (organization.state === 'paused') return { kind: 'refused', reason: 'paused' };
  if (organization.state === 'live') return { kind: 'refused', reason: 'already_live' };
  return {
    ...organization,
    state: target.kind === 'pilot' ? 'pilot' : 'live',
    pilotAudience: target.kind === 'pilot' ? target.audience : null,
    formerPilotAudience: target.kind === 'pilot' ? null : organization.pilotAudience,
    launchedOn: localDateOf({ instant: now, timeZone: organization.timeZone }),
  };
}
