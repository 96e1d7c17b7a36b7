import { Anchor, Text } from '@mantine/core';
import type { NeedsADateRow } from '@throughline/contracts/pages/needs-a-date.ts';
import { needsADateWords } from '@throughline/contracts/pages/needs-a-date-words.ts';
import { hasRole } from '../app/session.ts';
import type { Person } from '../components/person-only.tsx';
import { TextLink } from '../components/text-link.tsx';

/** The one thing that helps, where there is one and it is the viewer's to do; what happens by itself needs nobody. */
export function WhatHrCouldDo({ row, viewer }: { row: NeedsADateRow; viewer: Person }) {
  const { hrCould } = needsADateWords(row.reason);
  if (hrCould === null) return <Text size="sm">Nothing is needed.</Text>;
  const { words, where } = hrCould;
  if (where === 'mail_to_manager') {
    const email = row.manager?.email ?? null;
    return email === null ? null : (
      <Anchor size="sm" href={connectMail(email)}>
        {words}
      </Anchor>
    );
  }
  // Those two pages are HR's alone.
  if (where !== '/calendars' && !hasRole(viewer.roles, 'hr'))
    return <Text size="sm">For HR: {words.toLowerCase()}.</Text>;
  return (
    <TextLink to={where} size="sm">
      {words}
    </TextLink>
  );
}

/** In HR's own words and from their own address. */
function connectMail(email: string): string {
  const subject = 'Connecting your calendar, once';
  const body = [
    'Hello,',
    '',
    'your conversations cannot get a date before your calendar is connected. It takes a minute, once:',
    `${window.location.origin}/connect`,
  ].join('\r\n');
  // RFC 6068 §2: the sign between the two parts of an address stays as it is.
  const to = email.split('@').map(encodeURIComponent).join('@');
  return `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}
