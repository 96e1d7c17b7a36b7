import type { AuditActor } from '@throughline/db/audit-store.ts';
import { changeOrganizationState, type StateRefusal } from './change-organization-state.ts';
import type { AppContext } from './context.ts';

type Input = { readonly organizationId: string; readonly actor: AuditActor };

/** Events and mails stop before their next step; what is in calendars stays there. */
export async function pauseOrganization(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  input: Input,
): Promise<{ readonly kind: 'paused' } | StateRefusal> {
  const changed = await db.inOrganization(input.organizationId, (tx) =>
    changeOrganizationState({
      ...input,
      tx,
      action: 'organization.paused',
      now: clock.now(),
      decide: (organization) =>
        organization.state === 'paused'
          ? { kind: 'refused', reason: 'already_paused' }
          : { ...organization, state: 'paused', stateBeforePause: organization.state },
    }),
  );
  return 'kind' in changed ? changed : { kind: 'paused' };
}
