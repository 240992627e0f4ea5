/** Copy for nurture that no check fails. */
export const nurtureCopy = {
  subject: '{{company}} and the partner revenue nobody owns',
  body: '{{insight}}\nI read that as a sign that partners shape more {{company}} deals than the forecast shows. RevOps covers one axis of revenue, and partner influence sits on another that few teams measure. I have been collecting how peers of yours read the two side by side. Shall I send you the two pages on it?',
  slots: [{ name: 'insight', rests_on: 'insight_fact' as const }],
};
