import { useEffect } from 'react';

const scheme = 'data-mantine-color-scheme';

/** While a page is printed it is in the light, and what is folded is unfolded: paper can neither glow nor be clicked. */
export function usePaper(): void {
  useEffect(() => {
    let undo: (() => void) | null = null;
    const begin = () => {
      undo ??= unfold();
    };
    const end = () => {
      undo?.();
      undo = null;
    };
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      end();
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
}

/** Answers how to put everything back. */
function unfold(): () => void {
  const { documentElement: root } = document;
  const before = root.getAttribute(scheme);
  const folded = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
  root.setAttribute(scheme, 'light');
  for (const details of folded) details.open = true;
  return () => {
    if (before !== null) root.setAttribute(scheme, before);
    for (const details of folded) details.open = false;
  };
}
