import type { Command } from 'commander';

/** Told by a command that went through and found something wrong; `code` says what, where scripts act on it. */
export type OnProblem = (code?: 3 | 4) => void;
type Register = (command: Command, tools: { onProblem: OnProblem }) => void;
type ListedCommand = {
  readonly name: string;
  readonly description: string;
  readonly load: () => Promise<Register>;
};

/** Every command, as `--help` lists them. */
export const commands: readonly ListedCommand[] = [
  {
    name: 'setup',
    description: 'ask what a Throughline for real people needs, write .env, make the organisation',
    load: async () => (await import('./commands/setup.ts')).registerSetup,
  },
  {
    name: 'doctor',
    description: 'say what is missing, broken or costs something, and what to do about it',
    load: async () => (await import('./commands/doctor.ts')).registerDoctor,
  },
  {
    name: 'migrate',
    description: 'bring the database up to date, the queue’s tables included',
    load: async () => (await import('./commands/migrate.ts')).registerMigrate,
  },
  {
    name: 'organization',
    description: 'make an organisation, say where its calendars are, and whether attendance is asked for',
    load: async () => (await import('./commands/organization.ts')).registerOrganization,
  },
  {
    name: 'policy',
    description: 'show what an organisation asks, and publish a new version of it',
    load: async () => (await import('./commands/policy.ts')).registerPolicy,
  },
  {
    name: 'evidence-pack',
    description: 'write the week’s figures for a leadership forum as a PDF and a slide',
    load: async () => (await import('./commands/evidence-pack.ts')).registerEvidencePack,
  },
  {
    name: 'person',
    description: 'forget somebody who has left',
    load: async () => (await import('./commands/person.ts')).registerPerson,
  },
  {
    name: 'hr-source',
    description: 'pull people from Workday, BambooHR or Personio every night',
    load: async () => (await import('./commands/hr-source.ts')).registerHrSource,
  },
  {
    name: 'launch',
    description: 'begin: conversations open, connect requests and invitations leave; or preview that',
    load: async () => (await import('./commands/launch.ts')).registerLaunch,
  },
  {
    name: 'pause',
    description: 'stop events and mails within a minute; what is in calendars stays there',
    load: async () => (await import('./commands/pause.ts')).registerPause,
  },
  {
    name: 'resume',
    description: 'end a pause',
    load: async () => (await import('./commands/resume.ts')).registerResume,
  },
  {
    name: 'withdraw',
    description: 'take the launch back: future events are cancelled in the calendars; prints how many',
    load: async () => (await import('./commands/withdraw.ts')).registerWithdraw,
  },
  {
    name: 'admin',
    description: 'add people who look after an organisation',
    load: async () => (await import('./commands/admin.ts')).registerAdmin,
  },
  {
    name: 'api-key',
    description: 'create and revoke keys for HR systems; none of them reads content',
    load: async () => (await import('./commands/api-key.ts')).registerApiKey,
  },
  {
    name: 'import',
    description: 'take in a file of everybody, as an HR system exports it: says what would change first',
    load: async () => (await import('./commands/import.ts')).registerImport,
  },
  {
    name: 'connections',
    description: 'list the connected calendars and how each is doing',
    load: async () => (await import('./commands/connections.ts')).registerConnections,
  },
  {
    name: 'webhook',
    description: 'have another system told of what happens; list, test, and send again what it missed',
    load: async () => (await import('./commands/webhook.ts')).registerWebhook,
  },
  {
    name: 'audit',
    description: 'who changed what: export it, take a checkpoint of its seal, verify that nothing was touched since',
    load: async () => (await import('./commands/audit.ts')).registerAudit,
  },
  {
    name: 'exemption',
    description: 'state, list, renew and lift who is not asked for a conversation for a while',
    load: async () => (await import('./commands/exemption.ts')).registerExemption,
  },
  {
    name: 'acting-manager',
    description: 'name, list and end who holds an absent manager’s conversations',
    load: async () => (await import('./commands/acting-manager.ts')).registerActingManager,
  },
  {
    name: 'digest',
    description: 'preview the weekly email as it would read now; nothing is stored or sent',
    load: async () => (await import('./commands/digest.ts')).registerDigest,
  },
  {
    name: 'sweep',
    description: 'have the workers ask now what they ask on a timetable; prints the names of the sweeps',
    load: async () => (await import('./commands/sweep.ts')).registerSweep,
  },
  {
    name: 'plan',
    description: 'choose slots for the conversations of a file, by the code that does it for real; no database',
    load: async () => (await import('./commands/plan.ts')).registerPlan,
  },
];
