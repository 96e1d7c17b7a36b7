import type { Conversation } from '../conversation/conversation.ts';
import type { Answer, Attendance } from '../conversation/outcome.ts';
import type { EventRecord, ObservedEvent } from '../conversation/observed-event.ts';
import type { Leave } from '../people/leave.ts';
import type { Person } from '../people/person.ts';
import type { ReportingLine } from '../people/reporting-line.ts';
import { policyRules } from '../policy/policy.ts';
import type { Policy, PolicyRules } from '../policy/policy.ts';
import type { Interval } from '../time/interval.ts';

/** Builders for tests: a whole and ordinary value of each shape, of which a test states only what it is about. */

export const day = (date: string): Temporal.PlainDate => Temporal.PlainDate.from(date);
export const at = (instant: string): Temporal.Instant => Temporal.Instant.from(instant);

/** An hour unless `minutes` says otherwise. */
export function aSlot({ start, minutes = 60 }: { start: string; minutes?: number }): Interval {
  return { start: at(start), end: at(start).add({ minutes }) };
}

export function aPerson(given: Partial<Person> = {}): Person {
  const { id = 'ana', givenName = 'Ana', familyName = 'Sousa' } = given;
  return {
    id,
    externalId: null,
    givenName,
    familyName,
    displayName: `${givenName} ${familyName}`,
    workEmail: `${id}@example.com`,
    timeZone: 'Europe/Berlin',
    country: 'DE-BE',
    workingHours: null,
    groups: [],
    level: null,
    startDate: null,
    endDate: null,
    status: 'active',
    ...given,
  };
}

export function aReportingLine(given: Partial<ReportingLine> = {}): ReportingLine {
  return { reportId: 'ana', managerId: 'ben', validFrom: day('2026-01-01'), validTo: null, ...given };
}

export function aLeave({ personId = 'ana', from, to }: { personId?: string; from: string; to: string }): Leave {
  return { personId, startsOn: day(from), endsOn: day(to) };
}

export function someRules(given: Partial<PolicyRules> = {}): PolicyRules {
  return { ...policyRules.parse({}), ...given };
}

export function aPolicy({
  rules = {},
  ...given
}: Partial<Omit<Policy, 'rules'>> & { rules?: Partial<PolicyRules> } = {}): Policy {
  return {
    id: 'policy-1',
    key: 'everyone',
    version: 1,
    name: 'Everyone',
    audience: { kind: 'everyone' },
    rolloutStartsOn: day('2026-11-02'),
    ...given,
    rules: someRules(rules),
  };
}

/** Due, opened on 2 November 2026, due on 1 February 2027. */
export function aConversation(given: Partial<Conversation> = {}): Conversation {
  return {
    id: 'conversation-1',
    reportId: 'ana',
    managerId: 'ben',
    policyId: 'policy-1',
    sequence: 1,
    state: 'due',
    dueOn: day('2027-02-01'),
    leaveShift: null,
    earlyRequest: false,
    startsAt: null,
    endsAt: null,
    bookedAt: null,
    heldOn: null,
    grade: null,
    waitingFor: null,
    openedAt: at('2026-11-02T08:00:00Z'),
    closedAt: null,
    managerMoves: 0,
    ...given,
  };
}

/** Invited on 7 December 2026 for Monday, 25 January 2027, 10:00 to 11:00 in Berlin. */
export function aBookedConversation(given: Partial<Conversation> = {}): Conversation {
  return aConversation({
    state: 'booked',
    bookedAt: at('2026-12-07T09:00:00Z'),
    startsAt: at('2027-01-25T09:00:00Z'),
    endsAt: at('2027-01-25T10:00:00Z'),
    ...given,
  });
}

/** The event of `aBookedConversation`, as Throughline wrote it. */
export function anEventRecord(given: Partial<EventRecord> = {}): EventRecord {
  return {
    providerEventId: 'event-1',
    start: at('2027-01-25T09:00:00Z'),
    end: at('2027-01-25T10:00:00Z'),
    private: true,
    category: 'Career conversation',
    restored: false,
    flagged: false,
    asked: [],
    ...given,
  };
}

/** The same event found in the calendar as it was written, nobody having answered. */
export function anObservedEvent(given: Partial<ObservedEvent> = {}): ObservedEvent {
  return {
    kind: 'present',
    providerEventId: 'event-1',
    start: at('2027-01-25T09:00:00Z'),
    end: at('2027-01-25T10:00:00Z'),
    private: true,
    category: 'Career conversation',
    cancelled: false,
    allDay: false,
    recurring: false,
    marked: true,
    organizer: 'manager',
    invited: 'the_report',
    responses: { manager: 'accepted', report: 'needs_action' },
    ...given,
  };
}

export function anAnswer(given: Partial<Answer> = {}): Answer {
  return { side: 'report', kind: 'happened', at: at('2027-01-25T17:00:00Z'), ...given };
}

export function anAttendance(instant = '2027-01-25T11:00:00Z'): Attendance {
  return { kind: 'attendance', floorReached: true, at: at(instant) };
}
