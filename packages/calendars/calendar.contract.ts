import { describe } from 'vitest';
import { agendaContract } from './contract/agenda.ts';
import { attendanceContract } from './contract/attendance.ts';
import { changesContract } from './contract/changes.ts';
import { eventsContract } from './contract/events.ts';
import { failuresContract } from './contract/failures.ts';
import { oauthContract } from './contract/oauth.ts';
import { ownEntriesContract } from './contract/own-entries.ts';
import { placingContract } from './contract/placing.ts';
import { pushContract } from './contract/push.ts';
import { freeBusyContract, hoursContract, occurrencesContract } from './contract/reading.ts';
import type { ContractWorld } from './contract/world.ts';

/** What every calendar provider has to do, over HTTP, against a stand-in for its cloud. */
export function calendarContract({ name, worldOf }: { name: string; worldOf: () => ContractWorld }): void {
  describe(`${name}: consent and tokens`, () => oauthContract(worldOf));
  describe(`${name}: from an entry to its invitation`, () => placingContract(worldOf));
  describe(`${name}: events`, () => eventsContract(worldOf));
  describe(`${name}: an agenda that changes`, () => agendaContract(worldOf));
  describe(`${name}: free and busy`, () => freeBusyContract(worldOf));
  describe(`${name}: what recurs`, () => occurrencesContract(worldOf));
  describe(`${name}: what takes the owner’s time`, () => ownEntriesContract(worldOf));
  describe(`${name}: working hours`, () => hoursContract(worldOf));
  describe(`${name}: what changed`, () => changesContract(worldOf));
  describe(`${name}: changes announced`, () => pushContract(worldOf));
  describe(`${name}: who was in a call`, () => attendanceContract(worldOf));
  describe(`${name}: what goes wrong`, () => failuresContract(worldOf));
}
