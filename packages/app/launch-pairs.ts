import { obligationOf, type ReportCircumstances } from '@throughline/domain/conversation/obligation.ts';
import { invitationsFrom } from '@throughline/domain/launch/announced-ahead.ts';
import { mainCountry } from '@throughline/domain/launch/announced-to.ts';
import { administratorFirst } from '@throughline/domain/people/administrator-first.ts';
import { mailDomainOf } from '@throughline/domain/people/mail-domain.ts';
import type { Person } from '@throughline/domain/people/person.ts';
import { publicHolidayIn } from '@throughline/domain/people/public-holidays.ts';
import type { PolicyRules } from '@throughline/domain/policy/policy.ts';
import { laterDate, localDateOf } from '@throughline/domain/time/local-date.ts';
import { addWorkingDays } from '@throughline/domain/time/working-day.ts';
import type { ProviderName } from './ports/calendar.ts';
import { circumstancesOf, leadersOf, type Workforce } from './workforce.ts';

/** A report and their manager as a launch would find them. */
export type PairAtLaunch = {
  readonly report: Person;
  readonly manager: Person;
  readonly rules: PolicyRules;
  readonly dueOn: Temporal.PlainDate;
  /** The first day on which the invitation can leave; sooner than that nothing is sent. */
  readonly invitedFrom: Temporal.PlainDate;
  readonly isLeaders: boolean;
  readonly managerIsConnected: boolean;
  /** Before that the request has to wait for whoever administers this provider's calendars at the manager's company. */
  readonly administratorFirst: ProviderName | null;
};

/** Everybody who would be invited if `workforce` were launched now, the first to be invited first. */
export function launchPairs({
  workforce,
  isAnnounced,
  now,
}: {
  workforce: Workforce;
  /** Whether everybody is told first, which takes its working days. */
  isAnnounced: boolean;
  now: Temporal.Instant;
}): readonly PairAtLaunch[] {
  const leaders = leadersOf({ workforce, now });
  const { timeZone } = workforce.organization;
  const told = isAnnounced
    ? localDateOf({
        instant: invitationsFrom({ announcedAt: now, timeZone, country: mainCountry([...workforce.people.values()]) }),
        timeZone,
      })
    : null;
  return circumstancesOf({ workforce, now })
    .flatMap((circumstances) => {
      const { report, manager, policy, today } = circumstances;
      const dueOn = dueOnIn(circumstances);
      if (!dueOn || !manager || !policy) return [];
      const { firstPlanHoldWorkingDays, planningHorizonDays } = policy.rules;
      const isHoliday = publicHolidayIn(manager.country);
      const released = addWorkingDays({ date: today, days: firstPlanHoldWorkingDays, isHoliday });
      return [
        {
          report,
          manager,
          rules: policy.rules,
          dueOn,
          invitedFrom: laterDate(laterDate(released, told ?? released), dueOn.subtract({ days: planningHorizonDays })),
          isLeaders: leaders.has(report.id),
          managerIsConnected: workforce.connectedManagers.has(manager.id),
          administratorFirst: administratorAsked({ manager, workforce }),
        },
      ];
    })
    .toSorted(byInvitation);
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

function byInvitation(a: PairAtLaunch, b: PairAtLaunch): number {
  return (
    Temporal.PlainDate.compare(a.invitedFrom, b.invitedFrom) ||
    Temporal.PlainDate.compare(a.dueOn, b.dueOn) ||
    (a.report.id < b.report.id ? -1 : 1)
  );
}
