import type { NamedActingManager } from './name-acting-manager.ts';

type Reason = Extract<NamedActingManager, { kind: 'refused' }>['reason'];

/** Why nobody could be named so, for the page and for the command line. */
export const actingSentences: Readonly<Record<Reason, string>> = {
  unknown_manager: 'Nobody here has the manager’s address.',
  unknown_acting: 'Nobody here has the address of whoever is to stand in.',
  unknown_report: 'Nobody here has the report’s address.',
  unknown_author: 'Nobody here has the address of whoever decided it.',
  ends_before_it_begins: 'The last day comes before the first.',
  over_already: 'It would be over already.',
  own_stand_in: 'Nobody stands in for themselves.',
  own_report: 'Whoever stands in has to be somebody else than the report, and so has the manager.',
  not_active: 'Whoever is to stand in is not there then.',
  overlaps: 'On some of these days somebody stands in already. End that first.',
};
