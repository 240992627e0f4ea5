import { shown } from '../vocabulary/printable.ts';
import { type Problem, unseenProblem } from './free-text.ts';

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** A2: any spelling of a personal profile's address to one, `https://www.linkedin.com/in/jane-roe`; letters beyond ASCII are percent-encoded, as in the browser's bar. */
export function linkedinProfile(input: string): { url: string } | Problem {
  const text = input.trim();
  const wanted = 'give a personal profile, such as `https://www.linkedin.com/in/jane-roe`';
  const hidden = unseenProblem(text);
  if (hidden) return hidden;
  if (text === '') return { problem: `is empty; ${wanted}` };
  const address = /^https?:\/\//i.test(text) ? text : `https://${text.replace(/^\/\//, '')}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isLinkedin =
    url !== undefined &&
    /^(?:(?:www|m|mobile|[a-z]{2})\.)?linkedin\.com$/.test(url.hostname) &&
    `${url.username}${url.password}${url.port}` === '';
  if (!isLinkedin) return { problem: `${shown(text)} is not an address at linkedin.com; ${wanted}` };
  if (/linkedin\.com.*linkedin\.com/i.test(text) || /[,;]./.test(url.pathname))
    return { problem: `${shown(text)} is more than one address; ${wanted}` };
  // LinkedIn's own mails and its old mobile pages put a word before the path.
  const [, kind = '', part = ''] = url.pathname.replace(/^\/(?:comm|mwlite)(?=\/in\/)/i, '').split('/');
  if (/^(?:company|school|showcase)$/i.test(kind))
    return { problem: `${shown(text)} is the page of an organisation; ${wanted}` };
  const slug = decoded(part)?.normalize('NFC').toLowerCase();
  if (kind.toLowerCase() !== 'in' || slug === '')
    return { problem: `${shown(text)} is not a personal profile; ${wanted}` };
  if (slug === undefined || !/^[\p{L}\p{M}\p{N}\p{So}_-]{1,100}$/u.test(slug))
    return { problem: `${shown(text)} has a profile name LinkedIn would not give; ${wanted}` };
  return { url: `https://www.linkedin.com/in/${encodeURIComponent(slug).toLowerCase()}` };
}
