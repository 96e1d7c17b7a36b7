import type { OfficeName } from './offices.ts';

/**
 * Northwind is on Google; the company it bought is on Outlook and has kept its addresses. Whoever works for both on
 * their own account has a personal Outlook account, which nobody's tenant owns and which has no Teams.
 */
export const demoDomains = {
  google: 'northwind.example',
  microsoft: 'southwind.example',
  personal: 'studio-miles.example',
} as const;

export type DemoCloud = keyof typeof demoDomains;

/** One team: its unit, where it sits, how many people without reports it has, and the managers below. */
export type Team = {
  readonly unit: string;
  readonly office: OfficeName;
  /** Where every third member sits instead, for teams across offices. */
  readonly second?: OfficeName;
  readonly members: number;
  /** Where this team and those below it have their calendars; that of the team above, unless said. */
  readonly cloud?: DemoCloud;
  /** Where its lead alone has one. */
  readonly leadCloud?: DemoCloud;
  /** A team that HR adds in the last days of the history, its lead not yet connected. */
  readonly late?: true;
  readonly below?: readonly Team[];
};

const lead = (unit: string, office: OfficeName, members: number, second?: OfficeName): Team =>
  second === undefined ? { unit, office, members } : { unit, office, second, members };
const onTheirOwn = (team: Team): Team => ({ ...team, leadCloud: 'personal' });
const lateLead = (unit: string, office: OfficeName, members: number): Team => ({ unit, office, members, late: true });

/** Thirty managers on four levels: one chief executive, four VPs, nine directors, sixteen team leads. */
export const demoCompany: Team = {
  unit: 'Northwind',
  office: 'berlin',
  members: 3,
  below: [
    {
      unit: 'Product',
      office: 'berlin',
      members: 2,
      below: [
        {
          unit: 'Product Design',
          office: 'berlin',
          members: 5,
          below: [lead('Research', 'berlin', 10), lead('Interaction', 'saoPaulo', 10, 'berlin')],
        },
        { unit: 'Product Management', office: 'newYork', members: 6, below: [lead('Growth', 'newYork', 10)] },
      ],
    },
    {
      unit: 'Engineering',
      office: 'newYork',
      members: 2,
      below: [
        {
          unit: 'Platform',
          office: 'berlin',
          members: 4,
          below: [lateLead('Storage', 'berlin', 11), lead('Networking', 'bangalore', 11, 'berlin')],
        },
        {
          unit: 'Applications',
          office: 'bangalore',
          members: 4,
          below: [lead('Mobile', 'bangalore', 11), lead('Web', 'bangalore', 11), lead('Payments', 'saoPaulo', 10)],
        },
        {
          unit: 'Reliability',
          office: 'newYork',
          cloud: 'microsoft',
          members: 5,
          below: [lead('Observability', 'newYork', 10, 'saoPaulo')],
        },
      ],
    },
    {
      unit: 'Customers',
      office: 'saoPaulo',
      cloud: 'microsoft',
      members: 2,
      below: [
        {
          unit: 'Support',
          office: 'saoPaulo',
          members: 4,
          below: [lateLead('Support Americas', 'saoPaulo', 11), lead('Support Asia', 'bangalore', 11)],
        },
        {
          unit: 'Sales',
          office: 'newYork',
          members: 4,
          below: [lateLead('Enterprise', 'newYork', 10), lead('Midmarket', 'berlin', 10)],
        },
      ],
    },
    {
      unit: 'Operations',
      office: 'berlin',
      cloud: 'microsoft',
      members: 2,
      below: [
        { unit: 'Finance', office: 'berlin', members: 5, below: [lead('Accounting', 'berlin', 8)] },
        {
          unit: 'People',
          office: 'newYork',
          members: 5,
          below: [lead('Recruiting', 'newYork', 8), onTheirOwn(lead('Workplace', 'saoPaulo', 8))],
        },
      ],
    },
  ],
};
