import { obligationOf, type ReportCircumstances } from '@throughline/domain/conversation/obligation.ts';
import { addWorkingDays } from '@throughline/domain/time/working-day.ts';
import { administratorFirst } from '@throughline/domain/people/administrator-first.ts';
import { mailDomainOf } from '@throughline/domain/people/mail-domain.ts';
import type { Person } from '@throughline/domain/people/person.ts';
import { publicHolidayIn } from '@throughline/domain/people/public-holidays.ts';
import { laterDate } from '@throughline/domain/time/local-date.ts';
import type { StateRefusal } from './change-organization-state.ts';
import type { AppContext } from './context.ts';
import { launched, type LaunchTarget } from './launch-organization.ts';
import type { ProviderName } from './ports/calendar.ts';
import { circumstancesOf, loadWorkforce, type Workforce } from './workforce.ts';

export type PreviewedConversation = {
  readonly reportId: string;
  readonly report: string;
  readonly manager: string;
  readonly dueOn: Temporal.PlainDate;
  /** The first day on which the invitation can leave; sooner than that nothing is sent. */
  readonly invitedFrom: Temporal.PlainDate;
  /** Until the manager connects a calendar there is no invitation, only the request to connect. */
  readonly managerIsConnected: boolean;
  /** Before that the request has to wait for whoever administers this provider's calendars at the manager's company. */
  readonly administratorFirst: ProviderName | null;
};

export type LaunchPreview =
  | { readonly kind: 'preview'; readonly conversations: readonly PreviewedConversation[] }
  | StateRefusal;

/** Who would be invited when if the organisation were launched now. Reads only: nothing is stored or sent. */
export async function previewLaunch(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, target }: { organizationId: string; target: LaunchTarget },
): Promise<LaunchPreview> {
  const now = clock.now();
  const standing = await db.inOrganization(organizationId, (tx) => loadWorkforce({ tx, organizationId, now }));
  const organization = launched({ organization: standing.organization, target, now });
  if ('kind' in organization) return organization;
  const workforce = { ...standing, organization };

  const conversations = circumstancesOf({ workforce, now }).flatMap((circumstances) => {
    const { report, manager, policy, today } = circumstances;
    const dueOn = dueOnIn(circumstances);
    if (!dueOn || !manager || !policy) return [];
    const { firstPlanHoldWorkingDays, planningHorizonDays } = policy.rules;
    const isHoliday = publicHolidayIn(manager.country);
    const released = addWorkingDays({ date: today, days: firstPlanHoldWorkingDays, isHoliday });
    return [
      {
        reportId: report.id,
        report: report.displayName,
        manager: manager.displayName,
        dueOn,
        invitedFrom: laterDate(released, dueOn.subtract({ days: planningHorizonDays })),
        managerIsConnected: workforce.connectedManagers.has(manager.id),
        administratorFirst: administratorAsked({ manager, workforce }),
      },
    ];
  });
  return { kind: 'preview', conversations: conversations.toSorted(byInvitation) };
}

/** Null where the manager can be asked, or has connected already. */
function administratorAsked({
  manager: { id, workEmail },
  workforce: { connectedManagers, calendarDomains },
}: {
  manager: Person;
  workforce: Workforce;
}): ProviderName | null {
  if (connectedManagers.has(id) || administratorFirst({ workEmail, domains: calendarDomains }) !== 'yes') return null;
  return calendarDomains.get(mailDomainOf(workEmail))?.provider ?? null;
}

/** Null where nobody would be invited, or already is. */
function dueOnIn(circumstances: ReportCircumstances): Temporal.PlainDate | null {
  const obligation = obligationOf(circumstances);
  if (obligation.kind === 'open') return obligation.due.dueOn;
  const standing = circumstances.latest?.state === 'due' ? circumstances.latest.dueOn : null;
  return obligation.kind === 'nothing' ? standing : null;
}

function byInvitation(a: PreviewedConversation, b: PreviewedConversation): number {
  return (
    Temporal.PlainDate.compare(a.invitedFrom, b.invitedFrom) ||
    Temporal.PlainDate.compare(a.dueOn, b.dueOn) ||
    (a.reportId < b.reportId ? -1 : 1)
  );
}
