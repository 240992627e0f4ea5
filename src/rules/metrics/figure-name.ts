/** A name of a figure as people write it: `new MQLs`. */
export function figureName(name: string): string {
  return name
    .replaceAll('_', ' ')
    .replace(/\b(mql|sql|sla|cro|cmo)(s?)\b/g, (_, short: string, s: string) => short.toUpperCase() + s)
    .replace(/\bbriefing/g, 'Briefing')
    .replace(/\bre (?=entries|engagement)/, 're-')
    .replace(/\bcheck in\b/, 'check-in');
}
