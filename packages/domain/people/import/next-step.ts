import { isMassLeaving } from '../mass-leaving.ts';
import type { ImportCounts } from './import-counts.ts';

/** What follows once it is known what an import would change. */
export type NextStep = 'show' | 'ask' | 'take_in';

/**
 * A dry run is shown. Where more than a tenth would leave, or somebody wanted to look first, it is asked about; an
 * approval holds for as many leaving as it named, since people may have come to the file's notice meanwhile.
 */
export function nextStep({
  counts: { leaving, present },
  dryRun,
  hold,
  approvedLeaving,
}: {
  counts: Pick<ImportCounts, 'leaving' | 'present'>;
  dryRun: boolean;
  hold: boolean;
  approvedLeaving: number | null;
}): NextStep {
  if (dryRun) return 'show';
  if (approvedLeaving !== null)
    return leaving > approvedLeaving && isMassLeaving({ leaving, present }) ? 'ask' : 'take_in';
  return hold || isMassLeaving({ leaving, present }) ? 'ask' : 'take_in';
}
