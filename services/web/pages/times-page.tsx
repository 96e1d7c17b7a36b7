import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { TimesResponse } from '@throughline/contracts/pages/times.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly } from '../components/person-only.tsx';
import { LinkNoLonger } from '../conversation/link-no-longer.tsx';
import { TimesPanel } from '../times/times-panel.tsx';
import { timesQuery, type TimesOf } from '../times/times-query.ts';

/** Behind the mailed link, or signed in. Opening it only reads; a click picks. */
export function TimesPage() {
  const { token, conversation } = useSearch({ from: '/times' });
  if (token !== undefined) return <Times of={{ token }} />;
  if (conversation === undefined) {
    return (
      <Page title="Pick a time" width="sm">
        <LinkNoLonger sentence="This page is opened from a mail, and the link seems to have lost its end." />
      </Page>
    );
  }
  return <PersonOnly>{(person) => <Times key={person.id} of={{ conversationId: conversation }} />}</PersonOnly>;
}

function Times({ of }: { of: TimesOf }) {
  const { pick } = useSearch({ from: '/times' });
  const query = useQuery(timesQuery(of));
  return (
    <Page title={titleOf(query.data)} width="sm" lead={leadOf(query.data)}>
      <Loaded query={query} rows={4}>
        {(times) => <TimesPanel of={of} times={times} suggested={pick ?? null} />}
      </Loaded>
    </Page>
  );
}

function titleOf(times: TimesResponse | undefined): string {
  if (times?.state === 'settled') return 'A time is settled';
  return times?.state === 'open' && times.instead !== null ? 'Does the time still work?' : 'Pick a time';
}

function leadOf(times: TimesResponse | undefined): string {
  if (times?.state !== 'open') return 'For a career conversation of yours.';
  const { side, report, manager, instead, bothKnown } = times;
  if (instead !== null) {
    return `Your career conversation with ${(side === 'report' ? manager : report).displayName} has a date.`;
  }
  if (bothKnown) {
    return `For the career conversation of ${(side === 'report' ? manager : report).displayName} and you. Nothing fits by the usual rules, so you two choose. Each of these is free in both calendars.`;
  }
  return side === 'report'
    ? `For your career conversation with ${manager.displayName}. Nothing we may look at shows when you are busy, and we would rather ask than guess.`
    : `For the career conversation with ${report.displayName}, whose calendar we may not look at. All of these are free in yours.`;
}
