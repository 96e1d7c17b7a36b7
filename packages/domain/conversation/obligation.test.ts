import { describe, expect, test } from 'vitest';
import { aConversation, aLeave, aPerson, aPolicy, aSlot, at, day } from '../testing/builders.ts';
import { obligationOf } from './obligation.ts';
import type { ReportCircumstances } from './obligation.ts';

const ben = aPerson({ id: 'ben', givenName: 'Ben' });
const cleo = aPerson({ id: 'cleo', givenName: 'Cleo' });
const { start: startsAt, end: endsAt } = aSlot({ start: '2027-01-25T09:00:00Z' });
const booked = aConversation({ state: 'booked', startsAt, endsAt, bookedAt: at('2026-12-07T09:00:00Z') });

function obligation(given: Partial<ReportCircumstances> = {}) {
  return obligationOf({
    report: aPerson(),
    manager: ben,
    standIns: [],
    everStoodIn: new Set(),
    policy: aPolicy(),
    latest: null,
    lastHeldOn: null,
    lastCareerConversationOn: null,
    managerChangedOn: null,
    place: { position: 0, of: 2 },
    exemptions: [],
    leaves: [],
    isHoliday: () => false,
    today: day('2026-12-14'),
    now: at('2026-12-14T09:00:00Z'),
    ...given,
  });
}

describe('a report without an open conversation', () => {
  test('is owed one', () => {
    expect(obligation()).toMatchObject({ kind: 'open', due: { why: ['At its place in the rollout.'] } });
  });

  test('is owed none before their first day, after their last, without a manager at work, a policy, or while exempt', () => {
    const exemption = { personId: 'ana', category: 'secondment', startsOn: day('2026-12-01'), endsOn: null } as const;
    for (const given of [
      { report: aPerson({ startDate: day('2026-12-15') }) },
      { report: aPerson({ endDate: day('2026-12-13') }) },
      { report: aPerson({ status: 'inactive' as const }) },
      { manager: null },
      { manager: aPerson({ id: 'ben', status: 'inactive' as const }) },
      { policy: null },
      { exemptions: [exemption] },
    ]) {
      expect(obligation(given)).toEqual({ kind: 'nothing' });
    }
  });

  test('is owed one while on leave, due after it', () => {
    const leaves = [aLeave({ from: '2026-12-01', to: '2027-03-31' })];
    const due = { dueOn: day('2027-04-28'), leaveShift: { days: 107 } };
    expect(obligation({ leaves })).toMatchObject({ kind: 'open', due });
  });

  test('has the next a full interval after the last, held here or before Throughline', () => {
    const why = ['180 days after the conversation on 2026-11-02.'];
    expect(obligation({ lastHeldOn: day('2026-11-02') })).toMatchObject({ kind: 'open', due: { why } });
    expect(obligation({ lastCareerConversationOn: day('2026-11-02') })).toMatchObject({
      kind: 'open',
      due: { why: [...why, 'HR stated that conversation; it is from before Throughline.'] },
    });
  });

  test('is not put off by a date HR states once Throughline has asked: a file is no conversation held', () => {
    const stated = { lastCareerConversationOn: day('2026-12-10') };
    const latest = aConversation({ state: 'unconfirmed', closedAt: at('2026-12-01T08:00:00Z') });
    const asked = obligation({ latest });
    expect(obligation({ ...stated, latest })).toEqual(asked);
    const held = { latest, lastHeldOn: day('2026-11-02') };
    expect(obligation({ ...stated, ...held })).toEqual(obligation(held));
  });

  test('and whose last is long ago is asked at their place in the rollout, or, once asked before, as soon as can be', () => {
    const longAgo = { lastCareerConversationOn: day('2024-05-06') };
    expect(obligation(longAgo)).toMatchObject({ due: { why: ['At its place in the rollout.'] } });
    const latest = aConversation({ state: 'exempt', closedAt: at('2026-06-01T08:00:00Z') });
    expect(obligation({ ...longAgo, latest })).toMatchObject({ due: { dueOn: day('2027-01-04') } });
  });
});

describe('somebody who comes back to the company', () => {
  const closed = aConversation({
    state: 'closed',
    closedAt: at('2026-03-02T09:00:00Z'),
    openedAt: at('2026-01-05T09:00:00Z'),
  });
  const policy = aPolicy({ rolloutStartsOn: day('2026-01-05') });
  const back = { report: aPerson({ startDate: day('2026-12-07') }), latest: closed, policy };

  test('is asked within sixty days of their first day, as somebody new is', () => {
    expect(obligation(back)).toMatchObject({
      kind: 'open',
      due: { dueOn: day('2027-02-05'), why: ['Within 60 days of hire.'] },
    });
  });

  test('is asked an interval after their last conversation, where that is still ahead', () => {
    expect(obligation({ ...back, lastHeldOn: day('2026-09-01') })).toMatchObject({
      kind: 'open',
      due: { dueOn: day('2027-02-28') },
    });
    expect(obligation({ ...back, lastHeldOn: day('2025-09-01') })).toMatchObject({
      due: { why: ['Within 60 days of hire.'] },
    });
  });

  test('is not somebody who was only not asked for a while', () => {
    const stayed = { ...back, report: aPerson({ startDate: day('2020-01-06') }) };
    expect(obligation(stayed)).toMatchObject({
      due: { why: ['As soon as lead time allows: the report is asked again.'] },
    });
  });
});

describe('while somebody stands in', () => {
  const [startsOn, endsOn] = [day('2027-01-01'), day('2027-03-31')];
  const standIns = [{ person: cleo, startsOn, endsOn }];
  const everStoodIn = new Set(['cleo']);
  const withCleo = aConversation({ ...booked, managerId: 'cleo' });

  test('a date within their time passes to them, with its due date', () => {
    expect(obligation({ latest: booked, standIns, everStoodIn })).toMatchObject({
      kind: 'supersede',
      managerId: 'cleo',
      to: 'acting_manager',
      due: { dueOn: booked.dueOn },
    });
    const later = [{ person: cleo, startsOn: day('2027-02-01'), endsOn }];
    expect(obligation({ latest: booked, standIns: later, everStoodIn })).toEqual({ kind: 'nothing' });
  });

  test('what has no date yet passes to them where its ideal day is within their time', () => {
    const due = aConversation({ dueOn: day('2027-02-15') });
    const owed = (dueOn: string) => obligation({ latest: { ...due, dueOn: day(dueOn) }, standIns, everStoodIn });
    expect(owed('2027-04-07')).toMatchObject({ kind: 'supersede', managerId: 'cleo' });
    expect(owed('2027-04-08')).toEqual({ kind: 'nothing' });
  });

  test('and back once they do not any more, however long ago the manager had begun; the due date stands', () => {
    const due = aConversation({ managerId: 'cleo', dueOn: day('2027-06-30') });
    const given = { everStoodIn, managerChangedOn: day('2026-12-01') };
    for (const latest of [withCleo, due]) {
      expect(obligation({ latest, ...given })).toMatchObject({
        kind: 'supersede',
        managerId: 'ben',
        to: 'own_manager',
        due: { dueOn: latest.dueOn },
      });
    }
  });

  test('what is owed anew is theirs from the beginning', () => {
    const lastHeldOn = day('2026-08-01');
    expect(obligation({ lastHeldOn, standIns, everStoodIn })).toMatchObject({ kind: 'open', managerId: 'cleo' });
    const before = [{ person: cleo, startsOn, endsOn: day('2027-01-10') }];
    expect(obligation({ lastHeldOn, standIns: before, everStoodIn })).toMatchObject({ kind: 'open', managerId: 'ben' });
  });
});

test('a manager named with a day long past does not bring a due date closer than lead time', () => {
  const latest = aConversation({ dueOn: day('2027-06-30') });
  expect(obligation({ latest, manager: cleo, managerChangedOn: day('2026-06-01') })).toMatchObject({
    kind: 'supersede',
    due: { dueOn: day('2027-01-04') },
  });
});

describe('an open conversation', () => {
  test('with the present manager, and nothing else to it, stays', () => {
    expect(obligation({ latest: aConversation() })).toEqual({ kind: 'nothing' });
    expect(obligation({ latest: booked })).toEqual({ kind: 'nothing' });
  });

  test('closes when the report has left or no policy asks for it, and is exempted with the report', () => {
    const exemption = { personId: 'ana', category: 'secondment', startsOn: day('2026-12-14'), endsOn: null } as const;
    const report = aPerson({ endDate: day('2026-12-13') });
    expect(obligation({ latest: booked, report })).toEqual({ kind: 'close', reason: 'report_left' });
    expect(obligation({ latest: booked, policy: null })).toEqual({ kind: 'close', reason: 'no_policy' });
    expect(obligation({ latest: booked, exemptions: [exemption] })).toEqual({ kind: 'exempt', category: 'secondment' });
  });

  test('passes to a new manager with its due date, brought forward only where no event is counted on', () => {
    const changed = { manager: cleo, managerChangedOn: day('2026-12-14') };
    const far = { dueOn: day('2027-05-01') };
    expect(obligation({ ...changed, latest: aConversation() })).toMatchObject({
      kind: 'supersede',
      due: { dueOn: day('2027-01-28') },
    });
    expect(obligation({ ...changed, latest: { ...booked, ...far } })).toMatchObject({ kind: 'supersede', due: far });
  });

  test('is nobody’s while the reporting line names nobody, and keeps its due date', () => {
    const due = { dueOn: day('2027-02-01') };
    expect(obligation({ latest: aConversation(), manager: null })).toMatchObject({ kind: 'supersede', due });
    expect(obligation({ latest: aConversation({ managerId: null }), manager: null })).toEqual({ kind: 'nothing' });
  });

  test.each(['ana', 'ben'])('loses an event on a day on which %s is on leave', (personId) => {
    const leaves = [aLeave({ personId, from: '2027-01-25', to: '2027-01-26' })];
    expect(obligation({ latest: booked, leaves })).toEqual({ kind: 'unbook' });
    const ended = [aLeave({ personId, from: '2027-01-18', to: '2027-01-24' })];
    expect(obligation({ latest: booked, leaves: ended })).toEqual({ kind: 'nothing' });
  });

  test('loses its event when the manager is gone', () => {
    const manager = aPerson({ id: 'ben', endDate: day('2026-12-13') });
    expect(obligation({ latest: booked, manager })).toEqual({ kind: 'unbook' });
  });

  test('loses an event after the last day of either, as soon as that day is known', () => {
    const onLastDay = day('2027-01-25');
    const before = day('2027-01-24');
    expect(obligation({ latest: booked, report: aPerson({ endDate: before }) })).toEqual({ kind: 'unbook' });
    expect(obligation({ latest: booked, manager: { ...ben, endDate: before } })).toEqual({ kind: 'unbook' });
    expect(obligation({ latest: booked, report: aPerson({ endDate: onLastDay }) })).toEqual({ kind: 'nothing' });
  });

  test('moves with long leave, unless somebody chose its date', () => {
    const leaves = [aLeave({ from: '2027-02-01', to: '2027-02-28' })];
    const leaveShift = { dueOn: day('2027-02-01'), from: day('2026-11-02'), days: 0 };
    expect(obligation({ latest: aConversation({ leaveShift }), leaves })).toMatchObject({
      kind: 'redate',
      due: { dueOn: day('2027-03-01'), leaveShift: { days: 28 } },
    });
    expect(obligation({ latest: aConversation({ leaveShift: null }), leaves })).toEqual({ kind: 'nothing' });
  });

  test('whose time has come waits for its outcome, whatever else happens', () => {
    const now = at('2027-01-25T10:00:00Z');
    const gone = { report: aPerson({ status: 'inactive' as const }), manager: cleo, now, today: day('2027-01-25') };
    expect(obligation({ ...gone, latest: booked })).toEqual({ kind: 'nothing' });
    expect(obligation({ ...gone, latest: { ...booked, state: 'awaiting_confirmation' } })).toEqual({ kind: 'nothing' });
  });
});
