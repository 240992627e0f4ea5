import { countedTypes, decisiveTypes } from '../../rules/aggregates/account-events.ts';
import { standingTypes } from '../../rules/metrics/standings.ts';
import type { NamedQueries } from '../engine/rows.ts';

/**
 * Every question asked of the tables, by name. A test reads the plan of each: none may scan, which is why some state a
 * bound that always holds. SQLite compiles a query anew at every call whose limit is a bare parameter, hence `+ 0`.
 */
const account = 'a.id, a.domain, a.state, a.version, s.head';
/** A state, and the head of the stream that it was folded from. */
const state = 'a.id, a.state, s.head';
const withHead = "JOIN streams s ON s.stream = 'account:' || a.id";
const task =
  't.id, t.account, t.kind, t.role, t.subject, t.clause, t.opened_at, t.due_at, t.closed_at, t.closed_by, t.note, t.escalated, a.domain, a.name, w.words';
const ofTask = 'FROM tasks t LEFT JOIN accounts a ON a.id = t.account LEFT JOIN waiting w ON w.id = t.id';
const template = 'id, key, version, sequence, touch, request, hash, subject, body, slots, drafted_at, drafted_by';
const step = 'permit, account, contact, step, at, message_id, email';
const newestSteps = (where: string) => `SELECT ${step} FROM mail_steps WHERE ${where} ORDER BY seq DESC LIMIT ? + 0`;
const openTask = `SELECT ${task} ${ofTask} WHERE t.closed_at IS NULL`;
const goesOn = 'AND (t.due_at, t.id) > (@due_at, @id) ORDER BY t.due_at, t.id LIMIT @limit + 0';
const has = (kind: string) =>
  `AND (@${kind} IS NULL OR EXISTS (SELECT 1 FROM account_keys f WHERE f.kind = '${kind}' AND f.key = @${kind} AND f.domain = k.domain))`;
const hasWord = (
  name: string,
) => `AND (@${name} IS NULL OR EXISTS (SELECT 1 FROM account_keys f WHERE f.account = k.account
  AND f.kind = 'word' AND f.key >= @${name} AND f.key < @${name}_end))`;
/** An index of events of some types serves those words alone by which it was made. */
const isOneOf = (types: readonly string[]) => `(${types.map((type) => `type = '${type}'`).join(' OR ')})`;
const isDecisive = isOneOf(decisiveTypes);
const isCounted = isOneOf(countedTypes);
/** The least key of a word from another on, or beyond it. */
const leastKey = (from: string, beyond: '>' | '>=') =>
  `(SELECT key FROM account_keys WHERE kind = @kind AND key ${beyond} ${from} AND key < word || '/' ORDER BY key LIMIT 1)`;
const lastOfStream = 'IFNULL((SELECT MAX(e.version) FROM events e WHERE e.stream = s.stream), 0)';
const entry =
  'seq, stream, version, type, at, recorded_at, role, client, principal, role_key, policy_version, policy_hash, body, prev_hash, hash';

export const queries = {
  newest: 'SELECT seq, recorded_at, hash FROM events WHERE seq > 0 ORDER BY seq DESC LIMIT 1',
  // SQLite keeps the highest number that ever stood in the table, whoever gave it out. It numbers nothing here: each event comes with its number.
  lastNumber: "SELECT seq FROM sqlite_sequence WHERE name = 'events'",
  newestSealed: `SELECT body FROM events WHERE seq > ? AND body LIKE '%"sealed":%' ORDER BY seq DESC LIMIT 100`,
  eventUpTo: 'SELECT seq, recorded_at, hash FROM events WHERE seq <= ? ORDER BY seq DESC LIMIT 1',
  evidenceBetween: `SELECT seq, stream, body FROM events WHERE seq > ? AND seq <= ?
    AND +type IN ('fact_recorded', 'signal_recorded', 'dossier_scored') ORDER BY seq LIMIT ? + 0`,
  eventHash: 'SELECT hash FROM events WHERE seq = ?',
  eventsOf: `SELECT ${entry} FROM events WHERE stream = ? AND (version, seq) > (?, ?) ORDER BY version, seq LIMIT ? + 0`,
  eventsByStream: `SELECT ${entry} FROM events WHERE (stream, version, seq) > (?, ?, ?) ORDER BY stream, version, seq LIMIT ? + 0`,
  eventsAfter: `SELECT ${entry} FROM events WHERE seq > ? ORDER BY seq LIMIT ? + 0`,
  hashesAfter: 'SELECT seq, hash, recorded_at FROM events WHERE seq > ? ORDER BY seq LIMIT ? + 0',
  figured: `SELECT DISTINCT stream || '' AS stream FROM events WHERE at >= ? AND ${isCounted}`,
  standingSince: `SELECT DISTINCT stream || '' AS stream FROM events WHERE seq > ? AND type IN (${standingTypes.map((type) => `'${type}'`).join(', ')})`,
  accountsBound: "SELECT DISTINCT account FROM account_keys WHERE kind = 'bound' AND key > ? AND key < ?",
  cutOff: `SELECT stream, version AS kept, ${lastOfStream} AS last FROM streams s
    WHERE stream >= ? AND stream <= ? AND version > ${lastOfStream} ORDER BY stream LIMIT 1`,
  firstOf: 'SELECT seq FROM events WHERE stream = ? LIMIT 1',
  allCounts: "SELECT kind, key, n FROM counts WHERE kind > '' ORDER BY kind, key",
  // Joined to nothing, lest the whole index of streams be walked to spare the sorting of a few.
  changed: "SELECT DISTINCT stream || '' AS stream FROM events WHERE seq > ? LIMIT 1000",
  timeline: `SELECT ${entry} FROM events WHERE stream = ? AND version < ? ORDER BY version DESC LIMIT ? + 0`,
  decisions: `SELECT ${entry} FROM events WHERE stream = ? AND version < ? AND ${isDecisive} ORDER BY version DESC LIMIT ? + 0`,
  decisionCount: `SELECT COUNT(*) AS n FROM events WHERE stream = ? AND ${isDecisive}`,
  newestMove: `SELECT ${entry} FROM events WHERE stream = ? AND ${isDecisive} AND type IN ('moved', 'account_registered')
    ORDER BY version DESC LIMIT 1`,

  stream: 'SELECT version, head, state FROM streams WHERE stream = ?',
  accountById: `SELECT ${account} FROM accounts a JOIN streams s ON s.stream = 'account:' || a.id WHERE a.id = ?`,
  accountByDomain: `SELECT ${account} FROM domains d JOIN accounts a ON a.id = d.account
    JOIN streams s ON s.stream = 'account:' || a.id WHERE d.domain = ?`,
  partsOf: 'SELECT list, part FROM account_parts WHERE account = ? ORDER BY list, nth',
  contactsOf: 'SELECT * FROM contacts WHERE account = ?',
  // The second half outlives the addresses of an erased contact.
  suppressedOf: `SELECT m.contact FROM marks m JOIN suppression p ON p.mark = m.mark WHERE m.account = @account
    UNION ALL SELECT contact FROM suppressed_contacts WHERE account = @account`,
  stopsOf: `SELECT m.contact, m.mark, e.seq, e.type FROM marks m JOIN events e ON e.stream = 'person:' || m.mark
    WHERE m.account = ?`,
  // The words of a wait that ended are of no use any more.
  erasures:
    "SELECT contact, seq FROM erased WHERE contact > '' UNION ALL SELECT id, ended FROM waiting WHERE id > '' AND ended > 0",
  accountsByName: 'SELECT id, domain, name, stage FROM accounts WHERE name_key = ? ORDER BY domain LIMIT ? + 0',
  waiting:
    "SELECT id, since, origin, because, words FROM waiting WHERE ended = 0 AND since > '' ORDER BY since, id LIMIT ? + 0",
  waitingUntasked: `SELECT id, since, origin, because, words FROM waiting w WHERE ended = 0 AND since > ''
    AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.id = w.id AND t.closed_at IS NULL) ORDER BY since, id LIMIT ? + 0`,
  waitingById: 'SELECT id, since, origin, because, words FROM waiting WHERE id = ? AND ended = 0',
  marksOfContact: 'SELECT mark, tied FROM marks WHERE contact = ?',
  contactsOfMark: 'SELECT contact, account FROM marks WHERE mark = ?',
  // People who may be written to, and have or had the address or profile.
  openBearer: `SELECT m.contact, m.account, a.domain FROM marks m JOIN accounts a ON a.id = m.account WHERE m.mark = ?
    AND NOT EXISTS (SELECT 1 FROM marks n JOIN suppression p ON p.mark = n.mark WHERE n.contact = m.contact)
    AND NOT EXISTS (SELECT 1 FROM suppressed_contacts s WHERE s.contact = m.contact) LIMIT 1`,
  marksOfWait: 'SELECT mark FROM wait_marks WHERE stream = ? AND is_place = 0',
  waitsOfMark: 'SELECT stream FROM wait_marks WHERE mark = ?',
  wordsOfPerson: 'SELECT id FROM words WHERE account = ? AND person = ?',
  keptOf: 'SELECT role, key, answer, about FROM idempotency WHERE stream = ? OR stream IS NULL',
  isSuppressed: 'SELECT 1 AS found FROM suppression WHERE mark = ?',
  contactById: 'SELECT c.*, a.domain FROM contacts c JOIN accounts a ON a.id = c.account WHERE c.id = ?',
  contactByEmail: 'SELECT c.*, a.domain FROM contacts c JOIN accounts a ON a.id = c.account WHERE c.email = ?',
  contactByProfile: 'SELECT c.*, a.domain FROM contacts c JOIN accounts a ON a.id = c.account WHERE c.linkedin_url = ?',
  contactByOutside: `SELECT c.*, a.domain FROM contacts c JOIN accounts a ON a.id = c.account
    WHERE c.monday = @id OR c.apollo = @id OR c.hubspot = @id OR c.gmail_thread = @id LIMIT @limit + 0`,
  wordsOf: 'SELECT id, words FROM words WHERE id = ?',

  accountsByKey: `SELECT k.key, k.domain, ${state} FROM account_keys k JOIN accounts a ON a.id = k.account ${withHead}
    WHERE k.kind = @kind AND k.key < @end AND (k.key, k.domain) > (@key, @domain)
    AND NOT EXISTS (SELECT 1 FROM account_keys e WHERE e.account = k.account AND e.kind = @kind AND e.key >= @start AND e.key < k.key)
    ${['stage', 'review', 'signal', 'flag'].map(has).join(' ')} ${['first', 'second', 'third'].map(hasWord).join(' ')}
    ORDER BY k.key, k.domain LIMIT @limit + 0`,
  // Counted no further than it matters.
  keyCount:
    'SELECT COUNT(*) AS n FROM (SELECT 1 FROM account_keys WHERE kind = @kind AND key >= @start AND key < @end LIMIT @limit + 0)',
  calledBy: `SELECT k.account AS id, k.key, k.domain, a.name, a.name_key FROM account_keys k JOIN accounts a ON a.id = k.account
    WHERE k.kind = ? AND k.key = ? ORDER BY k.domain LIMIT ? + 0`,
  // Each word of a list as a whole word, or before a dot or a hyphen: the least key first, each found by a look-up of its own.
  wordsAmong: `WITH RECURSIVE met (word, key) AS (
      SELECT word, key FROM (SELECT word, ${leastKey('word', '>=')} AS key FROM (SELECT value AS word FROM json_each(@words)))
      WHERE key IS NOT NULL
    UNION ALL SELECT word, ${leastKey('met.key', '>')} FROM met WHERE key IS NOT NULL ORDER BY 2)
    SELECT DISTINCT key FROM met WHERE key IS NOT NULL LIMIT @limit + 0`,
  held: `SELECT ${state} FROM account_keys k JOIN accounts a ON a.id = k.account ${withHead}
    WHERE k.kind = 'held' AND k.key = ? ORDER BY k.domain LIMIT ? + 0`,
  touchesDue: `SELECT ${state} FROM account_keys k JOIN accounts a ON a.id = k.account ${withHead}
    WHERE k.kind = 'due' AND k.key <= ? ORDER BY k.key, k.domain LIMIT ? + 0`,
  accountsByDomain: `SELECT a.domain, ${state} FROM accounts a ${withHead} WHERE a.domain > ? ORDER BY a.domain LIMIT ? + 0`,
  newestOfStage: `SELECT a.stage_since, ${state} FROM accounts a ${withHead}
    WHERE a.stage = @stage AND (a.stage_since, a.id) < (@since, @id) ORDER BY a.stage_since DESC, a.id DESC LIMIT @limit + 0`,
  sinceOfStage: 'SELECT stage_since FROM accounts WHERE stage = ? ORDER BY stage_since, id LIMIT 1 OFFSET ?',
  newestOnBoard: `SELECT k.key, k.domain, ${state} FROM account_keys k JOIN accounts a ON a.id = k.account ${withHead}
    WHERE k.kind = 'board' AND k.key > @prefix AND (k.key, k.domain) < (@key, @domain)
    ORDER BY k.key DESC, k.domain DESC LIMIT @limit + 0`,
  count: 'SELECT n FROM counts WHERE kind = ? AND key = ?',

  // Counted no further than asked: who counts and may be written to, each person once, where they stand now.
  peopleInPipeline: `SELECT COUNT(*) AS n FROM (SELECT 1 FROM accounts a
    JOIN account_parts p ON p.account = a.id AND p.list = 'contacts'
    WHERE a.stage IN (SELECT value FROM json_each(@stages))
    AND json_extract(p.part, '$.left') IS NULL AND json_extract(p.part, '$.part_of') IS NULL
    AND json_extract(p.part, '$.erased') IS NULL
    AND COALESCE(json_extract(p.part, '$.email_domain'), '') NOT IN (SELECT value FROM json_each(@competitors))
    AND NOT EXISTS (SELECT 1 FROM json_each(p.part, '$.further_domains') f
      WHERE f.value IN (SELECT value FROM json_each(@competitors)))
    AND NOT EXISTS (SELECT 1 FROM marks m JOIN suppression s ON s.mark = m.mark
      WHERE m.contact = json_extract(p.part, '$.id'))
    AND NOT EXISTS (SELECT 1 FROM suppressed_contacts s WHERE s.contact = json_extract(p.part, '$.id'))
    LIMIT @limit + 0)`,
  accountsAt: 'SELECT id FROM accounts WHERE stage = ?',
  clients: `SELECT domain, stage_since, json_extract(state, '$.post_mortem') IS NOT NULL AS filed,
    CASE json_extract(state, '$.adopted.stage') WHEN 'WON' THEN json_extract(state, '$.adopted.at') END AS adopted_at
    FROM accounts WHERE stage = 'WON'`,
  openOfKind: "SELECT DISTINCT account FROM tasks WHERE closed_at IS NULL AND kind = ? AND due_at < '9999'",
  openTasks: `${openTask} ${goesOn}`,
  openTasksOfRole: `${openTask} AND t.role = @role ${goesOn}`,
  openTasksOfAccount: `${openTask} AND t.account = @account AND (@role IS NULL OR t.role = @role) ${goesOn}`,
  task: `SELECT ${task} ${ofTask} WHERE t.id = ?`,
  overdue: 'SELECT COUNT(*) AS n FROM tasks WHERE closed_at IS NULL AND role = ? AND due_at < ?',
  posts: `SELECT seq, stream, at, text FROM posts WHERE channel = @channel AND (at, seq) < (@at, @seq)
    ORDER BY at DESC, seq DESC LIMIT @limit + 0`,
  pieces: `SELECT s.state FROM pieces p JOIN streams s ON s.stream = p.stream
    WHERE p.published_at > '' ORDER BY p.published_at DESC, p.id DESC LIMIT ? + 0`,
  emailById: `SELECT id, account, contact, hash, template, sequence, touch, failing, names_price FROM emails e
    WHERE id = ? AND seq = (SELECT MAX(seq) FROM emails WHERE id = e.id)`,
  stepsOfPermit: newestSteps('permit = ?'),
  stepsOfMessage: newestSteps('message_id = ?'),
  stepsOfBytes: newestSteps('contact = ? AND hash = ?'),
  stepsOfContact: newestSteps('contact = ?'),
  sentBetween: `SELECT ${step} FROM mail_steps WHERE step = 'sent' AND at > ? AND at <= ? ORDER BY at DESC LIMIT ? + 0`,
  replyById: 'SELECT id, kind FROM replies WHERE id = ?',
  templateById: `SELECT ${template} FROM template_versions WHERE id = ?`,
  templatesOfKey: `SELECT ${template} FROM template_versions WHERE key = ? AND version < ? ORDER BY version DESC LIMIT ? + 0`,
  stepsOfTemplate:
    'SELECT seq, state, hash, at, role, principal, because FROM template_steps WHERE template = ? ORDER BY seq',
  policies: 'SELECT version, hash, status, canonical, recorded_at FROM policies WHERE seq > 0 ORDER BY seq LIMIT 1000',
  policyInForce: 'SELECT hash, version, recorded_at, file FROM policies WHERE seq > 0 ORDER BY seq DESC LIMIT 1',
  policyByHash: 'SELECT hash, version, recorded_at, file FROM policies WHERE hash = ?',
  accountsOfKey:
    'SELECT account AS id, domain FROM account_keys WHERE kind = ? AND key = ? AND domain > ? ORDER BY domain LIMIT ? + 0',
  due: 'SELECT due_at, stream, kind FROM timers WHERE due_at <= ? ORDER BY due_at, stream LIMIT ? + 0',

  intentsOfRole: `SELECT i.id, i.account, i.target, i.action, i.gist, i.raised_at, i.claimed_by, i.claimed_at, i.is_unknown,
    a.domain, a.name FROM intents i LEFT JOIN accounts a ON a.id = i.account
    WHERE i.role = ? ORDER BY i.raised_at, i.nth, i.id LIMIT ? + 0`,
  idleSince: `SELECT ${state} FROM accounts a ${withHead} WHERE a.stage = @stage AND a.review = 'NONE' AND a.idle_since < @before
    ORDER BY a.idle_since, a.id LIMIT @limit + 0`,
  signalsOfType: `SELECT id, account, contact, at, filed_at FROM signals WHERE type = ? AND filed_at >= ?
    ORDER BY filed_at DESC, id DESC LIMIT ? + 0`,
  nearLikes: `SELECT l.contact, l.account, l.day FROM likes l WHERE l.nth = @liked AND l.day >= @since
    AND NOT EXISTS (SELECT 1 FROM likes m WHERE m.account = l.account AND m.contact = l.contact AND m.nth = @liked + 1 AND m.day >= @since)
    ORDER BY l.day DESC, l.contact DESC LIMIT @limit + 0`,
  overridesSince: `SELECT o.id, o.account, o.gate, o.fact, o.justification, o.compensating, o.at,
    f.at AS fell_at, f.because AS fell_because FROM overrides o LEFT JOIN fallen_overrides f ON f.id = o.id
    WHERE o.at >= ? ORDER BY o.at DESC, o.id DESC LIMIT ? + 0`,
  // A proposal that ended by itself is nobody's word.
  actsAfter: `SELECT stream, version, type, at, role, principal, role_key FROM events WHERE seq > ? AND +type IN ('fact_recorded',
    'signal_recorded', 'classified', 'dossier_scored', 'sql_decided', 'gate_overridden', 'deal_advanced', 'change_proposed', 'change_decided', 'mql_disputed')
    AND NOT (type = 'change_decided' AND body LIKE '%"decision":"ended"%') ORDER BY seq DESC LIMIT ? + 0`,
  // Two hands on one thing that is no account's: copy, a list of recipients, a change of the policy. What its proposer withdrew wants one.
  handedOn: `SELECT type, at, role, principal, role_key, COALESCE(json_extract(body, '$.flag'), json_extract(body, '$.template.id'),
      json_extract(body, '$.list.id'), json_extract(body, '$.change.id'), json_extract(body, '$.template'), json_extract(body, '$.list'), json_extract(body, '$.change')) AS subject
    FROM events WHERE stream = ? AND type IN ('template_drafted', 'template_submitted', 'template_reviewed',
    'correction_proposed', 'flag_resolved', 'recipients_proposed', 'recipients_reviewed', 'policy_change_proposed', 'policy_change_ratified', 'policy_change_rejected')
    AND COALESCE(json_extract(body, '$.how'), '') != 'withdrawn' ORDER BY version DESC LIMIT ? + 0`,
  disputesSince: `SELECT account, criterion, outcome, claim, role, at FROM disputes WHERE at >= ?
    ORDER BY at DESC, seq DESC LIMIT ? + 0`,
  refusalsSince: 'SELECT COUNT(*) AS n FROM refusals WHERE code = ? AND at >= ?',
  // An address and a profile that one word suppressed are one row: another whose contacts are its own stands before it.
  newestSuppressed: `SELECT s.mark, s.reason, s.contexts, s.since FROM suppression s WHERE (s.since, s.mark) < (@since, @mark)
    AND NOT EXISTS (SELECT 1 FROM marks a JOIN marks b ON b.contact = a.contact AND b.mark > a.mark
      JOIN suppression o ON o.mark = b.mark AND o.since = s.since AND o.reason = s.reason
      WHERE a.mark = s.mark AND NOT EXISTS (SELECT 1 FROM marks c WHERE c.mark = s.mark
        AND NOT EXISTS (SELECT 1 FROM marks d WHERE d.mark = o.mark AND d.contact = c.contact)))
    ORDER BY s.since DESC, s.mark DESC LIMIT @limit + 0`,
  newestErased: `SELECT e.contact, e.account, v.at FROM erased e JOIN events v ON v.seq = e.seq
    WHERE e.seq > 0 ORDER BY e.seq DESC LIMIT ? + 0`,
  lateOfKind: `SELECT ${task} ${ofTask} WHERE t.closed_at IS NULL
    AND t.kind = ? AND t.due_at < ? ORDER BY t.due_at, t.id LIMIT ? + 0`,
  shownTo: 'SELECT tasks FROM shown WHERE role = ?',
  kept: 'SELECT request, answer FROM idempotency WHERE role = ? AND key = ? AND at >= ?',
} as const satisfies Readonly<Record<keyof NamedQueries, string>>;

export const writes = {
  append: `INSERT INTO events (seq, stream, version, type, at, recorded_at, role, client, principal, role_key, policy_version, policy_hash, body, prev_hash, hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (stream, version) DO NOTHING`,
  addCount:
    'INSERT INTO counts (kind, key, n) VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET n = n + excluded.n',
  eraseAnswer: "UPDATE idempotency SET answer = ?, about = '' WHERE role = ? AND key = ?",
  show: 'INSERT INTO shown (role, tasks) VALUES (?, ?) ON CONFLICT (role) DO UPDATE SET tasks = excluded.tasks',
  keep: 'INSERT OR REPLACE INTO idempotency (role, key, request, answer, stream, about, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
} as const;
