import { createHash } from 'node:crypto';
import { type Html, html, raw } from './html.ts';
import { css } from './style.ts';

const hash = createHash('sha256').update(css).digest('base64');

const contentPolicy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;

/** A document that needs nothing beside itself, and lets nothing be loaded. */
export function documentPage(title: string, body: Html): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(contentPolicy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw(css)}</style>
</head>
<body>
${body}
</body>
</html>
`;
  return page.html;
}
