import type { Page } from 'playwright-core';
import type { Part } from './demo-eyes.ts';

/** One page of the gallery: whose eyes see it, and where it is. */
export type GalleryPage = {
  readonly name: string;
  readonly title: string;
  /** Null: nobody is signed in. */
  readonly as: Part | null;
  /** Its address below the origin, or how the page is led to the address. */
  readonly at: string | ((input: { page: Page; origin: string }) => Promise<string>);
};
