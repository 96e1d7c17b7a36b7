import { googleLimits } from '@throughline/calendars/google/provider.ts';
import { microsoftLimits } from '@throughline/calendars/microsoft/provider.ts';
import type { ProviderKind } from './provider-model.ts';
import type { Scenario } from './quota-simulation.ts';

const minute = 60_000;

const google: ProviderKind = {
  project: { calls: 10_000, within: minute },
  mailbox: { calls: 600, within: minute },
  places: Number.POSITIVE_INFINITY,
  namesWait: false,
};
const graph: ProviderKind = {
  project: { calls: 130_000, within: 10_000 },
  mailbox: { calls: 10_000, within: 10 * minute },
  places: 4,
  namesWait: true,
};
const onGoogle = { provider: google, limits: googleLimits(), mailboxes: 2_000, processes: 3, jobs: 60 } as const;
const onGraph = { provider: graph, limits: microsoftLimits() } as const;

/**
 * Graph's limit for the application, 130,000 calls in ten seconds, is more than these processes could reach: a hundredth
 * of it in the same ten seconds.
 */
const narrowGraph: ProviderKind = { ...graph, project: { calls: 1_300, within: 10_000 } };
const { project, mailbox } = microsoftLimits();

export const quotaScenarios: readonly Scenario[] = [
  { ...onGoogle, name: 'Google, project full, 3 processes', background: 0, minutes: 10 },
  { ...onGoogle, name: 'Google, project full, others take 0-30 %', background: 0.3, minutes: 10 },
  {
    ...onGoogle,
    name: 'Google, project full, 8 processes, 0-30 %',
    background: 0.3,
    processes: 8,
    jobs: 25,
    minutes: 10,
  },
  {
    ...onGoogle,
    name: 'Google, 6 people, 2 processes',
    background: 0,
    mailboxes: 6,
    processes: 2,
    jobs: 30,
    minutes: 15,
  },
  {
    ...onGraph,
    name: 'Graph, 12 mailboxes, 1 process',
    background: 0,
    mailboxes: 12,
    processes: 1,
    jobs: 96,
    minutes: 12,
  },
  {
    ...onGraph,
    name: 'Graph, 12 mailboxes, 3 processes',
    background: 0,
    mailboxes: 12,
    processes: 3,
    jobs: 96,
    minutes: 12,
  },
  {
    name: 'Graph, application full (1,300 / 10 s), 0-30 %',
    provider: narrowGraph,
    limits: { project: { ...project, calls: 1_300 }, mailbox },
    background: 0.3,
    mailboxes: 2_000,
    processes: 3,
    jobs: 60,
    minutes: 5,
  },
];
