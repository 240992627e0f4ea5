import { describe, expect, test } from 'vitest';
import { asksToStop } from '../../../src/rules/language/asks-to-stop.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { completeTask } from '../../../src/rules/tasks/complete-task.ts';
import { acme, con, file, openOf, signal } from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';

const { stopping } = testPolicy().values;

describe('words that ask to stop', () => {
  test.each([
    'Please remove me from your list.',
    "Don't contact me again",
    'Do not email us, thanks',
    'STOP',
    'Unsubscribe!',
    'Stop emailing me.',
    'please stop',
    'I want to opt out',
    'Take me off this list',
    'no more emails please',
    "We don't want to hear from you",
    'Leave me alone.',
    'Stop writing to me, or I call our lawyer',
    'Hi Max,\n\nStop.\n\nAna',
    'Stop, please.',
    'Bitte schicken Sie mir keine weiteren E-Mails.',
    'Bitte keine Mails mehr!',
    'Bitte nehmen Sie mich aus Ihrem Verteiler.',
    'Schreiben Sie mir bitte nicht mehr.',
    'Ich möchte nicht mehr angeschrieben werden, bitte löschen Sie meine Daten',
    'Lassen Sie mich in Ruhe',
    'Schreiben Sie mir nicht.',
    'Hören Sie bitte auf, mir zu schreiben',
    'Merci de ne plus me contacter.',
    'Veuillez me retirer de votre liste de diffusion',
    "Arrêtez de m'écrire.",
    'Je ne souhaite plus recevoir vos messages',
    'Désabonnez-moi',
    'Désinscription',
    'Por favor, no me escriban más.',
    'Quiero darme de baja',
    'Dejen de enviarme correos',
    'Elimínenme de su lista',
    'Non desidero più ricevere le vostre email',
    'Smettetela di scrivermi',
    'Cancellatemi dalla lista, grazie',
    'Basta!',
    'Graag geen mails meer',
    'Schrijf me uit',
    'Stop met mailen',
    'Verwijder mijn gegevens',
    'Por favor, me remova da lista',
    'Não quero mais receber e-mails',
    'Parem de me enviar mensagens',
    'Não me contatem mais',
    'Not interested, please remove.',
    'No thanks - unsubscribe',
    'Kein Interesse, bitte austragen.',
    'Pas intéressé, désinscription svp',
  ])('A9 they do: %s', (text) => {
    expect(asksToStop(text, stopping)).not.toBeNull();
  });

  test.each([
    'How do you score partners?',
    "Please don't remove me from the list",
    "I don't want to unsubscribe",
    'Do partners opt out of co-sell often?',
    'Could you stop by our booth on Monday?',
    'We would like the Briefing.',
    'We are not interested in resellers, but in alliances',
    'It never stops to amaze me',
    'Ich habe noch keine E-Mail von Ihnen bekommen',
    'Bitte melden Sie sich nächste Woche',
    'Ich will mich nicht abmelden',
    'Schreiben Sie mir, wenn es nicht passt',
    'Unsere Kunden melden sich selten ab',
    "Je n'ai pas reçu votre message",
    'Pouvez-vous me contacter plus tard ?',
    'Je ne suis pas la bonne personne',
    'No me parece mala idea',
    'Escríbanme el lunes',
    'No soy la persona indicada',
    'Non mi occupo io di questo, scriva a Marco',
    'Mi scriva pure la prossima settimana',
    'Ik heb geen mail ontvangen',
    'Neem in juni weer contact op',
    'Não sou a pessoa certa',
    'Pode me enviar mais informações?',
    'Remove the second slide and send it again',
    'Our churn report lists who unsubscribes',
  ])('A9 they do not: %s', (text) => {
    expect(asksToStop(text, stopping)).toBeNull();
  });
});

describe('a note with such a quote', () => {
  const quote = 'Nice piece. But please remove me from your list.';
  const asked = () => {
    const world = acme();
    const done = file(world, signal.E3({ quote }), { ago: 1 });
    return { world, done, task: openOf(world, 'look_at_stop') };
  };

  test('A9 it is recorded as it is, and sales.ops has a task of the same day', () => {
    const { world, done, task } = asked();
    expect([done.outcome, task]).toEqual([
      'recorded',
      expect.objectContaining({
        role: 'sales.ops',
        subject: con(world),
        clause: '5.6',
        due_at: '2026-04-21T21:00:00.000Z',
      }),
    ]);
    expect(done.summary).toContain(
      'They ask to stop: no mail goes to them until sales.ops, who has the task today, has looked; suppress_contact ends it at once.',
    );
  });

  test.each(['sales.ops', 'cro', 'mining.mind', 'category.positioning'] as const)(
    'A9 %s suppresses, which closes it',
    (role) => {
      const { world } = asked();
      world.run(role, suppressContact, { contact: 'ana@acme.com', reason: 'opt_out' });
      expect(openOf(world, 'look_at_stop')).toBeUndefined();
    },
  );

  test('A9 sales.ops cannot close it by hand', () => {
    const { world, task } = asked();
    expect(world.refused('sales.ops', completeTask, { task: task?.id ?? '', note: 'looked at it' })).toMatchObject({
      code: 'RULE_REFUSED',
      next: 'call suppress_contact',
    });
  });

  test('A9 the CRO closes it quoting the words and why they do not ask to stop', () => {
    const { world, task } = asked();
    const id = task?.id ?? '';
    for (const note of ['they are fine', 'remove me'])
      expect(world.refused('cro', completeTask, { task: id, note }).code).toBe('INVALID_INPUT');
    world.run('cro', completeTask, { task: id, note: '"remove me": she means the attendee list of the webinar alone' });
    expect(openOf(world, 'look_at_stop')).toBeUndefined();
  });

  test('A11 of a suppressed person it opens the look of the CRO alone', () => {
    const world = acme();
    world.run('sales.ops', suppressContact, { contact: 'ana@acme.com', reason: 'opt_out' });
    file(world, signal.E3({ quote }), { ago: 1 });
    expect([openOf(world, 'look_at_stop'), openOf(world, 'look_at_returned')?.role]).toEqual([undefined, 'cro']);
  });
});
