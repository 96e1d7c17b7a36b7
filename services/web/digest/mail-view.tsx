import { SegmentedControl, Stack, Text } from '@mantine/core';
import type { DigestMail } from '@throughline/contracts/pages/digest.ts';
import { useEffect, useRef, useState } from 'react';
import { Panel } from '../components/panel.tsx';
import classes from './mail-view.module.css';

const forms = [
  { value: 'html', label: 'As most see it' },
  { value: 'text', label: 'Plain text' },
];

/** A mail as it reaches a letterbox, in both of its forms. */
export function MailView({ mail: { subject, html, text } }: { mail: Pick<DigestMail, 'subject' | 'html' | 'text'> }) {
  const [form, setForm] = useState('html');
  return (
    <Panel>
      <Stack gap="md">
        <Text>
          <Text span c="dimmed">
            Subject:{' '}
          </Text>
          {subject}
        </Text>
        <SegmentedControl aria-label="Form of the mail" data={forms} value={form} onChange={setForm} />
        {form === 'html' ? (
          <MailHtml html={html} label={`The mail: ${subject}`} />
        ) : (
          <pre className={classes.text} tabIndex={0} aria-label={`The mail as plain text: ${subject}`} role="region">
            {text}
          </pre>
        )}
      </Stack>
    </Panel>
  );
}

/** With its own styles and apart from the page's; the content security policy lets nothing in it run. */
function MailHtml({ html, label }: { html: string; label: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const root = place.current.shadowRoot ?? place.current.attachShadow({ mode: 'open' });
    const { head, body } = new DOMParser().parseFromString(html, 'text/html');
    // A shadow has no body of its own.
    const paper = document.createElement('div');
    paper.className = body.className;
    paper.style.cssText = body.style.cssText;
    paper.append(...body.childNodes);
    root.replaceChildren(...head.querySelectorAll('style'), paper);
  }, [html]);
  return <div ref={place} role="region" aria-label={label} className={classes.mail} />;
}
