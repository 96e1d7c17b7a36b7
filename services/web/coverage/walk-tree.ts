import type { KeyboardEvent } from 'react';

const rows = '[role=row][aria-level]';

/** What a key does on a row of a treegrid (ARIA Authoring Practices): rows are in reading order, each with its level. */
export function walkTree({
  event,
  canOpen,
  isOpen,
  setOpen,
  enter,
}: {
  event: KeyboardEvent<HTMLElement>;
  canOpen: boolean;
  isOpen: boolean;
  setOpen: (open: boolean) => void;
  enter: () => void;
}): void {
  const row = event.currentTarget;
  const all = [...(row.closest('[role=treegrid]')?.querySelectorAll<HTMLElement>(rows) ?? [])];
  const at = all.indexOf(row);
  const done = stepOf();
  if (done === null) return;
  event.preventDefault();
  done();

  function stepOf(): (() => void) | null {
    switch (event.key) {
      case 'ArrowDown':
        return () => all[at + 1]?.focus();
      case 'ArrowUp':
        return () => all[at - 1]?.focus();
      case 'Home':
        return () => all[0]?.focus();
      case 'End':
        return () => all.at(-1)?.focus();
      case 'ArrowRight':
        if (!canOpen) return null;
        return isOpen ? () => all[at + 1]?.focus() : () => setOpen(true);
      case 'ArrowLeft':
        return canOpen && isOpen ? () => setOpen(false) : () => above()?.focus();
      case 'Enter':
        // A link or a button inside does what it does.
        return event.target === row ? enter : null;
      default:
        return null;
    }
  }

  function above(): HTMLElement | undefined {
    return all.slice(0, at).findLast((other) => levelOf(other) < levelOf(row));
  }
}

function levelOf(row: HTMLElement): number {
  return Number(row.getAttribute('aria-level'));
}
