import type { TemplateKey } from './templates.ts';

const firstThree = ['story', 'vision', 'plan'] as const;
const rotation = ['long_view', 'grow', 'stay'] as const;

/**
 * Which conversation comes next. A new manager, or coming back from long leave, has its own and leaves the series
 * where it was: story, vision and plan first, then the long view, growing and staying in turn.
 * `held` is what this report has had already, oldest first, with whichever manager.
 */
export function chooseTemplate({
  held,
  firstWithThisManager,
  backFromLeave,
}: {
  held: readonly TemplateKey[];
  firstWithThisManager: boolean;
  backFromLeave: boolean;
}): TemplateKey {
  if (firstWithThisManager && held.length > 0) return 'new_manager';
  if (backFromLeave && held.length > 0) return 'return_from_leave';
  const inSeries = held.filter((key) => key !== 'new_manager' && key !== 'return_from_leave').length;
  return firstThree[inSeries] ?? rotation[(inSeries - firstThree.length) % rotation.length] ?? 'long_view';
}
