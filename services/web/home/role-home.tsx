import { hasRole } from '../app/session.ts';
import { formatDay, viewerZone } from '../app/times.ts';
import { Page } from '../components/page.tsx';
import type { Person } from '../components/person-only.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { AdministratorWaitedFor } from './administrator-waited-for.tsx';
import { HrHome } from './hr-home.tsx';
import { LeaderHome } from './leader-home.tsx';
import { ManagerHome } from './manager-home.tsx';
import { ReportHome } from './report-home.tsx';

/** What matters to whoever is here; somebody with several parts sees each. */
export function RoleHome({ person, now }: { person: Person; now: string }) {
  const { roles } = person;
  return (
    <Page
      title={`Hello ${person.displayName.split(' ')[0]}`}
      lead={formatDay({ instant: now, timeZone: viewerZone(person) })}
    >
      {hasRole(roles, 'hr', 'administrator') && <AdministratorWaitedFor />}
      {hasRole(roles, 'leader', 'leadership', 'hr', 'administrator') && <LeaderHome roles={roles} />}
      {hasRole(roles, 'hr', 'administrator') && <HrHome />}
      {hasRole(roles, 'manager') && <ManagerHome person={person} />}
      {hasRole(roles, 'report') && <ReportHome person={person} now={now} />}
      <WhoSeesWhat>
        Dates and states are seen by the two and by HR; leadership sees units, never people. What is said is seen by
        nobody but the two.
      </WhoSeesWhat>
    </Page>
  );
}
