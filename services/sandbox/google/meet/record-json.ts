import type { AccountStore } from '../../core/accounts/account-store.ts';
import { guidOf } from '../../core/accounts/account-store.ts';
import type { JsonObject } from '../../core/calendar/calendar-event.ts';
import { leftOf, millisecondsOf, staysByCaller } from '../../core/calls/call.ts';
import type { Caller, Stay } from '../../core/calls/call.ts';
import type { ConferenceRecord } from './conference-records.ts';

/** Everything in Meet has a name. */
export type NamedJson = JsonObject & { readonly name: string };

/** Somebody in a conference, and each time they came. */
export type MeetParticipant = {
  readonly name: string;
  readonly who: Caller;
  readonly stays: readonly Stay[];
  readonly firstJoined: number;
};

export function nameOf({ call }: ConferenceRecord): string {
  return `conferenceRecords/${call.id}`;
}

export function presentRecord(record: ConferenceRecord): NamedJson {
  const { space, start, end, expires } = record;
  return {
    name: nameOf(record),
    startTime: momentText(start),
    ...(end === null ? {} : { endTime: momentText(end) }),
    ...(expires === null ? {} : { expireTime: momentText(expires) }),
    space,
  };
}

/** Whoever has come by now, the latest first. */
export function participantsOf({ record, now }: { record: ConferenceRecord; now: number }): MeetParticipant[] {
  return [...staysByCaller(record.call.stays)]
    .map(([key, all]) => {
      const stays = all.filter(({ joined }) => millisecondsOf(joined) <= now);
      return {
        name: `${nameOf(record)}/participants/${guidOf(`${record.call.id} ${key}`)}`,
        who: all[0].who,
        stays,
        firstJoined: Math.min(...stays.map(({ joined }) => millisecondsOf(joined))),
      };
    })
    .filter(({ stays }) => stays.length > 0)
    .toSorted((a, b) => b.firstJoined - a.firstJoined);
}

export function presentParticipant({
  participant: { name, who, stays, firstJoined },
  accounts,
  now,
}: {
  participant: MeetParticipant;
  accounts: AccountStore;
  now: number;
}): NamedJson {
  const left = stays.map((stay) => leftOf({ stay, now }));
  return {
    name,
    earliestStartTime: momentText(firstJoined),
    ...(left.includes(null) ? {} : { latestEndTime: momentText(Math.max(...left.map(Number))) }),
    ...presentCaller({ who, accounts }),
  };
}

/** Of an account Meet tells the id and the name, never the address; of accounts elsewhere it knows nothing. */
function presentCaller({ who, accounts }: { who: Caller; accounts: AccountStore }): JsonObject {
  if (who.kind === 'phone') return { phoneUser: { displayName: `${who.number.slice(0, 4)}…${who.number.slice(-2)}` } };
  if (who.kind === 'anonymous') return { anonymousUser: { displayName: who.name } };
  const account = accounts.get(who.email);
  if (account?.provider !== 'google') return { anonymousUser: { displayName: account?.displayName ?? who.email } };
  return { signedinUser: { user: `users/${account.subject}`, displayName: account.displayName } };
}

/** Each time somebody came is a session of its own, the latest first. */
export function presentSessions({ name, stays }: MeetParticipant, now: number): NamedJson[] {
  return stays
    .toSorted((a, b) => millisecondsOf(b.joined) - millisecondsOf(a.joined))
    .map((stay) => {
      const left = leftOf({ stay, now });
      return {
        name: `${name}/participantSessions/${guidOf(`${name} ${stay.joined}`)}`,
        startTime: momentText(millisecondsOf(stay.joined)),
        ...(left === null ? {} : { endTime: momentText(left) }),
      };
    });
}

function momentText(at: number): string {
  return new Date(at).toISOString();
}
