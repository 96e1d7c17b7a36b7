import { useSession } from '../app/session.ts';
import { RoleHome } from '../home/role-home.tsx';
import { DemoWelcome } from '../home/demo-welcome.tsx';
import { Welcome } from '../home/welcome.tsx';

export function HomePage() {
  const { data: session } = useSession();
  if (session === undefined) return null;
  if (session.person !== null) return <RoleHome key={session.person.id} person={session.person} now={session.now} />;
  return session.demo === null ? <Welcome /> : <DemoWelcome demo={session.demo} />;
}
