import { SegmentedControl, Stack, Text } from '@mantine/core';
import type { DigestMail } from '@throughline/contracts/pages/digest.ts';
import { useState } from 'react';
import { Panel } from '../components/panel.tsx';
import classes from './mail-view.module.css';

const forms = [
  { value: 'html', label: 'As most see it' },
  { value: 'text', label: 'Plain text' },
];

/** A mail as it reaches a letterbox, in both of its forms. */
export function MailView({ mail: { subject, html, text } }: { mail: DigestMail }) {
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
          // Nothing in it can run; what it links to opens beside it.
          <iframe
            title={`The mail: ${subject}`}
            className={classes.mail}
            srcDoc={html.replace('<head>', '<head><base target="_blank" rel="noopener">')}
            sandbox="allow-popups allow-popups-to-escape-sandbox"
          />
        ) : (
          <pre className={classes.text} tabIndex={0} aria-label={`The mail as plain text: ${subject}`} role="region">
            {text}
          </pre>
        )}
      </Stack>
    </Panel>
  );
}
