import { emailAddress } from './email-address.ts';

/** Each recipient of a mail once, as its fields write them: bare, with a name, or several in one line (RFC 5322). */
export function recipientsIn(fields: readonly string[]): ReadonlySet<string> {
  const found = fields.flatMap(addressesIn).map((each) => {
    const address = emailAddress(each);
    return 'problem' in address ? each : address.email;
  });
  return new Set(found);
}

function addressesIn(field: string): readonly string[] {
  const parts = partsOf(field).flatMap((part) => {
    const bare = (part.split('<').at(-1)?.split('>')[0] ?? part).trim();
    return bare === '' ? [] : [bare];
  });
  return parts.length === 0 ? [field.trim()] : parts;
}

/** Cut at commas and semicolons that stand in no quotes, comments or angle brackets; a group's name falls. */
function partsOf(field: string): readonly string[] {
  const pieces = field.match(/"(?:\\.|[^"\\])*"|\((?:\\.|[^)\\])*\)|<[^>]*>|[,;]|[^",;<(]+|["<(]/g) ?? [];
  const parts = [''];
  for (const piece of pieces) {
    if (piece === ',' || piece === ';') parts.push('');
    else if (!/^["(]./.test(piece)) parts.push(`${parts.pop()}${piece}`);
  }
  return parts.map((part) => (part.includes('<') ? part : part.replace(/^[^@]*:/, '')));
}
