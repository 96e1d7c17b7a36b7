import {
  Alert,
  Anchor,
  AppShell,
  Box,
  Burger,
  Button,
  Center,
  Container,
  Group,
  Loader,
  NavLink,
  Stack,
  Text,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconCalendarCog,
  IconCalendarHeart,
  IconCalendarQuestion,
  IconChartBar,
  IconClockHour9,
  IconDatabaseImport,
  IconFileImport,
  IconHome,
  IconMail,
  IconKey,
  IconPlugConnected,
  IconPresentation,
  IconRuler2,
  IconRocket,
  IconUserPause,
  IconWebhook,
} from '@tabler/icons-react';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Role } from '@throughline/contracts/pages/session.ts';
import { AccountMenu } from '../components/account-menu.tsx';
import { ColorSchemeButton } from '../components/color-scheme-button.tsx';
import { DemoBar } from '../components/demo-bar.tsx';
import { Wordmark } from '../components/wordmark.tsx';
import { hasRole, useSession } from './session.ts';

const places: readonly { to: string; label: string; icon: typeof IconHome; for: readonly Role[] }[] = [
  { to: '/', label: 'Home', icon: IconHome, for: ['report', 'manager', 'leader', 'hr', 'leadership', 'administrator'] },
  {
    to: '/conversations',
    label: 'Conversations',
    icon: IconCalendarHeart,
    for: ['report', 'manager', 'hr', 'administrator'],
  },
  { to: '/needs-a-date', label: 'Who needs a date', icon: IconCalendarQuestion, for: ['hr', 'administrator'] },
  { to: '/coverage', label: 'Coverage', icon: IconChartBar, for: ['leader', 'leadership', 'hr', 'administrator'] },
  { to: '/evidence', label: 'Evidence', icon: IconPresentation, for: ['leadership', 'hr'] },
  { to: '/digest', label: 'Weekly email', icon: IconMail, for: ['leader', 'leadership', 'hr', 'administrator'] },
  { to: '/connect', label: 'My calendar', icon: IconPlugConnected, for: ['report', 'manager'] },
  { to: '/hours', label: 'My hours', icon: IconClockHour9, for: ['report', 'manager'] },
  { to: '/policies', label: 'Policies', icon: IconRuler2, for: ['hr', 'administrator'] },
  { to: '/exemptions', label: 'Exemptions', icon: IconUserPause, for: ['hr'] },
  { to: '/imports', label: 'Imports', icon: IconFileImport, for: ['hr'] },
  { to: '/people-sources', label: 'People sources', icon: IconDatabaseImport, for: ['hr', 'administrator'] },
  { to: '/calendars', label: 'Calendars', icon: IconCalendarCog, for: ['hr', 'administrator'] },
  { to: '/launch', label: 'Launch', icon: IconRocket, for: ['hr', 'administrator'] },
  { to: '/webhooks', label: 'Webhooks', icon: IconWebhook, for: ['administrator'] },
  { to: '/api-keys', label: 'API keys', icon: IconKey, for: ['administrator'] },
];

/** What stands around every page: where one is, who one is, and in a demo whose eyes and which day. */
export function Shell() {
  const session = useSession();
  const [menuOpen, menu] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const shownPath = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  useFocusOnHeading(shownPath && session.data ? `${shownPath} as ${session.data.person?.id}` : null);

  if (session.isPending) {
    return (
      <Center h="100vh">
        <Loader aria-label="Loading" />
      </Center>
    );
  }
  if (session.isError) {
    return (
      <Container size="xs" pt="xl">
        <Alert color="amber" title="Throughline cannot be reached">
          <Stack align="start">
            <Text>{session.error.message}</Text>
            <Button onClick={() => void session.refetch()}>Try again</Button>
          </Stack>
        </Alert>
      </Container>
    );
  }

  const { person } = session.data;
  const visible = person === null ? [] : places.filter((place) => hasRole(person.roles, ...place.for));
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !menuOpen, desktop: visible.length === 0 } }}
      padding="md"
    >
      <Anchor href="#content" className="skip-link">
        Skip to content
      </Anchor>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            {visible.length > 0 && (
              <Burger opened={menuOpen} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label="Menu" />
            )}
            <Wordmark />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <ColorSchemeButton />
            <AccountMenu session={session.data} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label="Pages">
        {visible.map(({ to, label, icon: Icon }) => (
          <NavLink
            key={to}
            component={Link}
            to={to}
            label={label}
            leftSection={<Icon size={18} aria-hidden />}
            active={to === '/' ? path === '/' : path.startsWith(to)}
            onClick={menu.close}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main>
        {session.data.demo !== null && <DemoBar session={session.data} />}
        <Box id="content" tabIndex={-1}>
          <Outlet />
        </Box>
      </AppShell.Main>
    </AppShell>
  );
}

/** A new page is announced by its heading taking the focus; the first one is left to the browser. */
function useFocusOnHeading(page: string | null): void {
  const shown = useRef<string>(null);
  useEffect(() => {
    if (page === null || shown.current === page) return;
    const isFirst = shown.current === null;
    shown.current = page;
    if (isFirst) return;
    document.querySelector<HTMLElement>('#content h1')?.focus({ preventScroll: true });
  }, [page]);
}
