import { describe, expect, test } from 'vitest';
import { deedIn } from '../../../../src/rules/copy/grounds/deeds.ts';
import { tokenise } from '../../../../src/rules/language/words.ts';
import { policy } from '../example.ts';

const deed = (sentence: string): string =>
  deedIn(tokenise(sentence), policy.personal.acts.value.E1 ?? [], policy.personal);

describe('whose deed a sentence tells', () => {
  test.each([
    ['You asked who owns the overlay.', 'readers'],
    ['In your post you wrote about overlays.', 'readers'],
    ['Sie haben nach Overlays gefragt.', 'readers'],
    ['Vous avez commenté mon billet.', 'readers'],
    ['In Ihrem Team haben Sie die Frage geteilt.', 'readers'],
    ['I asked two peers about overlays.', 'authors'],
    ['Ich habe geschrieben, was fehlt.', 'authors'],
    ['Dana Whitfield asked about overlays.', 'others'],
    ['Dana Whitfield hat nach dem Post gefragt.', 'somebodys'],
    ['Dana Whitfield hat gefragt.', 'others'],
    ['Dana Whitfield a commenté le billet.', 'others'],
    ['Marta Ruiz ha comentado el artículo.', 'others'],
    ['Dana Whitfield heeft gereageerd.', 'others'],
    ['Somebody of your industry commented.', 'others'],
    ['Jemand aus Ihrer Branche hat kommentiert.', 'others'],
    ["Quelqu'un de votre équipe a commenté.", 'others'],
    ['Qualcuno del suo team ha commentato.', 'others'],
    ['A colleague shared it.', 'others'],
    ['Somebody may have asked.', 'undone'],
    ['Have you asked?', 'undone'],
    ['You never asked.', 'undone'],
    ['A comment on overlays.', 'somebodys'],
    ['Fourteen listings, three partners.', 'none'],
    ['I have now asked.', 'authors'],
    ['I have only now asked.', 'somebodys'],
    ["D'autres ont commenté.", 'others'],
    ["L'analyst a commenté.", 'others'],
    ['A colleague of yours asked.', 'others'],
    ['Yours asked.', 'somebodys'],
    ['So, have you asked?', 'undone'],
    ['It rains\n\nHave you asked?', 'undone'],
    ['Then have you asked?', 'readers'],
    ['You see\n\nasked it.', 'somebodys'],
    ['Dana Whitfield questions it.', 'somebodys'],
    ['Dana whitfield asked.', 'somebodys'],
    ['Dana asked.', 'somebodys'],
    ['McKay Ruiz asked.', 'others'],
  ])('K4 %s tells of the %s', (sentence, whose) => {
    expect(deed(sentence)).toBe(whose);
  });
});
