import { useQuery } from '@tanstack/react-query';
import { hoursResponse } from '@throughline/contracts/pages/hours.ts';
import { get } from '../app/api.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly } from '../components/person-only.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { HoursForm } from '../hours/hours-form.tsx';
import { hoursKey } from '../hours/hours-words.ts';

/** When somebody works, part-time included: conversations and mails keep to it. */
export function HoursPage() {
  return <PersonOnly>{(person) => <Hours key={person.id} />}</PersonOnly>;
}

function Hours() {
  const query = useQuery({
    queryKey: hoursKey,
    queryFn: ({ signal }) => get('/api/hours', hoursResponse, signal),
    // What somebody is changing must not be replaced under their hands.
    refetchOnWindowFocus: false,
  });
  return (
    <Page
      title="My working hours"
      lead="Conversations are put into these hours and mails reach you in them. A date that stands already stays where it is."
    >
      <Loaded query={query} rows={7}>
        {(hours) => <HoursForm hours={hours} />}
      </Loaded>
      <WhoSeesWhat>
        Your hours and zone are used to find times. The other person sees your zone beside a date, and nobody sees the
        list.
      </WhoSeesWhat>
    </Page>
  );
}
