import type { Assumption, PolicyReview } from '../policy/review.ts';
import { confirmedText, confirmText, headline, partsOf, titleOf } from '../policy/review-text.ts';
import type { Calendar } from '../rules/time/time.ts';
import { documentPage } from './document.ts';
import { type Html, html } from './html.ts';

/** P5: assumptions that wait for cro and cmo, each with its clause, our reading, the other one and how many accounts differ. */
export function reviewPage(review: PolicyReview, calendar: Calendar): string {
  const { version, assumptions, confirmed } = review;
  return documentPage(
    `Policy review ${version}`,
    html`<header>
<h1>Policy review <span class="period">${version}</span></h1>
<p class="lead">${headline(review)}</p>
</header>
<main>
<section class="look"><h2>How to answer</h2><ol>
<li>cro or cmo calls <code>propose_policy_change</code> with the changes under an assumption; the values stay, their basis becomes <code>confirmed</code>.</li>
<li>The other of the two calls <code>ratify_policy_change</code>. Who and when is on record from then on.</li>
<li>To take the other reading, propose its values the same way; <code>simulate_policy</code> shows what they would have changed.</li>
</ol></section>
${assumptions.map((each, n) => section(each, n + 1))}
${confirmedSection(confirmed.map((each) => confirmedText(each, calendar)))}
</main>
<footer><p><code>ladder policy review --json</code> holds every value whole, and the changes that confirm it.</p></footer>`,
  );
}

function section(assumption: Assumption, n: number): Html {
  const confirm = confirmText(assumption);
  return html`<section class="assumption" id="a${n}"><h2>${n}. ${titleOf(assumption)}</h2><dl>
${partsOf(assumption).map(([label, words]) => html`<dt>${label}</dt><dd>${words}</dd>`)}
${confirm === null ? html`` : html`<dt>confirm</dt><dd><code>${confirm}</code></dd>`}
</dl></section>`;
}

function confirmedSection(confirmed: readonly string[]): Html {
  if (confirmed.length === 0) return html``;
  return html`<section><h2>Confirmed</h2><ul>${confirmed.map((each) => html`<li>${each}</li>`)}</ul></section>`;
}
