import type { RenderedMail } from './ports/mail-content.ts';

/** A mail's HTML for a browser, which has no other place to look for the pictures that come along in the mail. */
export function withPicturesInside({ html, pictures = [] }: Pick<RenderedMail, 'html' | 'pictures'>): string {
  return pictures.reduce(
    (whole, { id, png }) =>
      whole.replaceAll(`src="cid:${id}"`, `src="data:image/png;base64,${Buffer.from(png).toString('base64')}"`),
    html,
  );
}
