import { bookedConversation } from './booked-conversation.ts';
import type { GalleryPage } from './gallery-page.ts';
import { mailedLink } from './mailed-link.ts';

type Led = Extract<GalleryPage['at'], (input: never) => unknown>;

type Told = { readonly state?: string; readonly answer?: string | null };

/** A link that is still to be answered, else any. */
const mailed =
  (path: string): Led =>
  ({ page, origin }) =>
    mailedLink({ page, origin, path, fits: isOpen }).catch(() => mailedLink({ page, origin, path }));

const isOpen = ({ state, answer = null }: Told) => state === 'open' && answer === null;

const conversation =
  (rest: string): Led =>
  async ({ page, origin }) =>
    `/conversations/${await bookedConversation({ page, origin, scope: 'mine' })}${rest}`;

/** Every page a person can open in the demo, in the order in which they are met. */
export const galleryPages: readonly GalleryPage[] = [
  { name: 'front', title: 'The front page of the demo', as: null, at: '/' },
  { name: 'sign-in', title: 'Signing in', as: null, at: '/sign-in' },
  { name: 'home-report', title: 'Home, as a report', as: 'report', at: '/' },
  { name: 'home-manager', title: 'Home, as a manager', as: 'manager', at: '/' },
  { name: 'home-leader', title: 'Home, as a leader', as: 'leader', at: '/' },
  { name: 'home-hr', title: 'Home, as HR', as: 'hr', at: '/' },
  { name: 'connect', title: 'My calendar', as: 'manager', at: '/connect' },
  { name: 'hours', title: 'My hours', as: 'report', at: '/hours' },
  { name: 'conversations', title: 'Conversations, of a manager', as: 'manager', at: '/conversations?scope=my_reports' },
  { name: 'conversation', title: 'A conversation', as: 'report', at: conversation('') },
  { name: 'agenda', title: 'Its agenda', as: 'report', at: conversation('/agenda') },
  { name: 'times', title: 'Times to pick from, from a mail', as: null, at: mailed('/times') },
  { name: 'confirm', title: 'Did it happen? From a mail', as: null, at: mailed('/confirm') },
  { name: 'stop-mails', title: 'Fewer mails, from a mail', as: null, at: mailed('/mails/stop') },
  { name: 'coverage', title: 'The dashboard', as: 'leader', at: '/coverage' },
  { name: 'digest', title: 'The weekly email', as: 'leader', at: '/digest' },
  { name: 'needs-a-date', title: 'Who needs a date', as: 'hr', at: '/needs-a-date' },
  { name: 'evidence', title: 'The evidence pack', as: 'hr', at: '/evidence' },
  { name: 'policies', title: 'The policy workshop', as: 'hr', at: '/policies' },
  { name: 'launch', title: 'The launch review', as: 'hr', at: '/launch' },
  { name: 'exemptions', title: 'Exemptions', as: 'hr', at: '/exemptions' },
  { name: 'imports', title: 'Imports', as: 'hr', at: '/imports' },
  { name: 'people-sources', title: 'Where people come from', as: 'hr', at: '/people-sources' },
  { name: 'calendars', title: 'Calendars', as: 'hr', at: '/calendars' },
  { name: 'webhooks', title: 'Webhooks', as: 'hr', at: '/webhooks' },
  { name: 'api-keys', title: 'API keys', as: 'hr', at: '/api-keys' },
  { name: 'docs', title: 'The API’s reference', as: null, at: '/docs' },
];
