import { randomUUID } from 'node:crypto';
import type { Journal } from '../../../core/state/journal.ts';
import { openTable } from '../../../core/state/table.ts';

/** Somebody in a session, once. Moments as RFC 3339. */
export type Participant = { readonly email: string; readonly joined: string; readonly left: string };

/** Who was there in one session of an online meeting: a meeting has as many as people come together in it. */
export type Session = {
  readonly id: string;
  readonly joinUrl: string;
  readonly participants: readonly Participant[];
};

export type Attendance = {
  readonly add: (args: { joinUrl: string; participants: readonly Participant[] }) => Session;
  /** The newest first. */
  readonly of: (joinUrl: string) => Session[];
  readonly clear: () => void;
};

export function openAttendance({ journal }: { journal: Journal }): Attendance {
  const table = openTable<Session>({ name: 'microsoft-attendance', journal });
  return {
    add: (given) => {
      const session = { id: randomUUID(), ...given };
      table.set(session.id, session);
      return session;
    },
    of: (joinUrl) => [...table.values()].filter((session) => session.joinUrl === joinUrl).toReversed(),
    clear: table.clear,
  };
}
