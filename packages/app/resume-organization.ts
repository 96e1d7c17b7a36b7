import type { AuditActor } from '@throughline/db/audit-store.ts';
import type { OrganizationState } from '@throughline/db/organization-store.ts';
import { changeOrganizationState, type StateRefusal } from './change-organization-state.ts';
import type { AppContext } from './context.ts';

type Input = { readonly organizationId: string; readonly actor: AuditActor };

/** Ends a pause: everything goes on from where it stood, slots that went by meanwhile are chosen anew. */
export async function resumeOrganization(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  input: Input,
): Promise<{ readonly kind: 'resumed'; readonly state: OrganizationState } | StateRefusal> {
  const changed = await db.inOrganization(input.organizationId, (tx) =>
    changeOrganizationState({
      ...input,
      tx,
      action: 'organization.resumed',
      now: clock.now(),
      decide: (organization) =>
        organization.state === 'paused' && organization.stateBeforePause
          ? { ...organization, state: organization.stateBeforePause, stateBeforePause: null }
          : { kind: 'refused', reason: 'not_paused' },
    }),
  );
  return 'kind' in changed ? changed : { kind: 'resumed', state: changed.state };
}
