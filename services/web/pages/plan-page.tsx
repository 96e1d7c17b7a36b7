import { EmptyState, Text } from '@mantine/core';
import { IconCalendarTime } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly } from '../components/person-only.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { planQuery } from '../connection/connection-queries.ts';
import { HeldPlan } from '../connection/held-plan.tsx';
import { PlanTable } from '../connection/plan-table.tsx';
import { TextLink } from '../components/text-link.tsx';

const whileBeingMade = 4000;

/** A newly connected manager's first plan, before any invitation leaves. */
export function PlanPage() {
  return <PersonOnly>{(person) => <Plan key={person.id} />}</PersonOnly>;
}

function Plan() {
  const query = useQuery({
    ...planQuery,
    refetchInterval: ({ state: { data } }) =>
      data?.state === 'held' && data.rows.every(({ slot }) => slot === null) ? whileBeingMade : false,
  });
  return (
    <Page
      title="Your plan"
      lead="A time for each of your reports that is free for both of you, and clear of your 1:1s."
    >
      <Loaded query={query} rows={6}>
        {(plan) => {
          if (plan.state === 'none') return <NoPlan />;
          return (
            <>
              {plan.state === 'held' && plan.sendsAt !== null ? (
                <HeldPlan sendsAt={plan.sendsAt} rows={plan.rows} />
              ) : (
                <Text role="status">Your plan has been sent: the invitations are in both calendars.</Text>
              )}
              <PlanTable rows={plan.rows} />
              <WhoSeesWhat>
                {plan.state === 'held'
                  ? 'Until the invitations leave, nobody but you sees these times. HR sees that a plan is on its way.'
                  : 'You, each report and HR see these dates. What you two talk about stays with you two.'}
              </WhoSeesWhat>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function NoPlan() {
  return (
    <EmptyState
      py="xl"
      icon={<IconCalendarTime aria-hidden />}
      title="No plan yet"
      description="It is made within minutes of your calendar being connected, and shown here before anything is sent."
    >
      <TextLink to="/connect">Connect your calendar</TextLink>
    </EmptyState>
  );
}
