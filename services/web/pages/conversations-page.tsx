import { useNavigate, useSearch } from '@tanstack/react-router';
import { hasRole } from '../app/session.ts';
import { Page } from '../components/page.tsx';
import { PersonOnly, type Person } from '../components/person-only.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { ConversationFilterBar } from '../conversations/conversation-filter-bar.tsx';
import { ConversationList } from '../conversations/conversation-list.tsx';
import type { ConversationFilters } from '../conversations/conversations-query.ts';

type Scope = ConversationFilters['scope'];

const leads: Readonly<Record<Scope, string>> = {
  mine: 'Yours with your manager, the next one and those that were.',
  my_reports: 'With the people who report to you. Dates make themselves; a few could use help finding a time.',
  organization: 'Everyone’s, by date and state. What is said in them is in no list.',
};

const whoSees: Readonly<Record<Scope, string>> = {
  mine: 'You, your manager and HR see these dates and states. What you two talk about stays with you two.',
  my_reports: 'You, each report and HR see these dates and states, and nobody’s notes.',
  organization:
    'HR sees dates and states, and where a date is lacking who was asked to help; never agendas’ notes or what was said, and not what anybody answered.',
};

/** What is still ahead for those with many; one's own history is short enough to see whole. */
const usualState: Readonly<Record<Scope, string>> = { mine: 'all', my_reports: 'open', organization: 'open' };

/** The list, with its filters in the address so that a view can be sent to somebody. */
export function ConversationsPage() {
  return <PersonOnly>{(person) => <Conversations person={person} />}</PersonOnly>;
}

function Conversations({ person }: { person: Person }) {
  const search = useSearch({ from: '/conversations' });
  const navigate = useNavigate({ from: '/conversations' });
  const scopes = scopesOf(person);
  const scope = search.scope ?? scopes[0] ?? 'mine';
  const filters = { scope, state: search.state ?? usualState[scope], search: search.search };
  return (
    <Page title="Conversations" lead={leads[scope]} width="lg">
      <ConversationFilterBar
        key={scope}
        scopes={scopes}
        filters={filters}
        onChange={(changed) => void navigate({ search: { ...search, ...changed }, replace: true, resetScroll: false })}
      />
      <ConversationList filters={filters} />
      <WhoSeesWhat>{whoSees[scope]}</WhoSeesWhat>
    </Page>
  );
}

/** What this person has a list of, the one they most likely came for first. */
function scopesOf({ roles }: Person): readonly Scope[] {
  const scopes: readonly (readonly [Scope, boolean])[] = [
    ['organization', hasRole(roles, 'hr', 'administrator')],
    ['my_reports', hasRole(roles, 'manager', 'leader')],
    ['mine', hasRole(roles, 'report')],
  ];
  return scopes.flatMap(([scope, theirs]) => (theirs ? [scope] : []));
}
