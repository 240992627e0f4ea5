/**
 * Migrations, in order: `PRAGMA user_version` says how many have run. Portable SQL: no booleans, no dates, text for
 * whatever is hashed. Only `events` and `meta` are the ledger; every other table but `idempotency` and `shown` can be rebuilt.
 */
export const migrations: readonly string[] = [
  `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  type TEXT NOT NULL,
  at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  role TEXT NOT NULL,
  client TEXT NOT NULL,
  policy_version TEXT NOT NULL,
  policy_hash TEXT NOT NULL,
  body TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  UNIQUE (stream, version)
);
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

CREATE TABLE streams (
  stream TEXT PRIMARY KEY, version INTEGER NOT NULL, head TEXT NOT NULL, state TEXT
) WITHOUT ROWID;
CREATE TABLE accounts (
  id TEXT PRIMARY KEY, domain TEXT NOT NULL UNIQUE, name TEXT, name_key TEXT, stage TEXT NOT NULL, review TEXT NOT NULL,
  priority TEXT NOT NULL, stage_since TEXT NOT NULL, flags TEXT NOT NULL, state TEXT NOT NULL, version INTEGER NOT NULL,
  idle_since TEXT NOT NULL, cooldown_until TEXT
);
CREATE INDEX accounts_by_stage ON accounts (stage, stage_since, id);
CREATE INDEX accounts_by_idleness ON accounts (stage, review, idle_since, id);
CREATE TABLE account_keys (
  kind TEXT NOT NULL, key TEXT NOT NULL, domain TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY (kind, key, domain)
) WITHOUT ROWID;
CREATE INDEX account_keys_by_account ON account_keys (account, kind, key);
CREATE TABLE domains (domain TEXT PRIMARY KEY, account TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX domains_by_account ON domains (account);
CREATE TABLE contacts (
  id TEXT PRIMARY KEY, account TEXT NOT NULL, name TEXT, first_name TEXT, email TEXT UNIQUE, linkedin_url TEXT UNIQUE,
  title TEXT
) WITHOUT ROWID;
CREATE INDEX contacts_by_account ON contacts (account);
CREATE TABLE marks (contact TEXT NOT NULL, mark TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY (contact, mark)) WITHOUT ROWID;
CREATE INDEX marks_by_account ON marks (account, mark);
CREATE INDEX marks_by_mark ON marks (mark, contact);
CREATE TABLE suppressed_contacts (contact TEXT PRIMARY KEY, account TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX suppressed_contacts_by_account ON suppressed_contacts (account);
CREATE TABLE erased (contact TEXT PRIMARY KEY, account TEXT NOT NULL, seq INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX erased_by_account ON erased (account);
CREATE INDEX erased_by_seq ON erased (seq);
CREATE TABLE words (id TEXT PRIMARY KEY, account TEXT NOT NULL, person TEXT NOT NULL, words TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX words_by_account ON words (account);
CREATE TABLE tasks (
  id TEXT PRIMARY KEY, account TEXT NOT NULL, kind TEXT NOT NULL, role TEXT NOT NULL, subject TEXT, clause TEXT NOT NULL,
  opened_at TEXT NOT NULL, due_at TEXT NOT NULL, closed_at TEXT, closed_by TEXT, note TEXT, escalated INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX tasks_by_account ON tasks (account);
CREATE INDEX open_tasks_by_role ON tasks (role, due_at, id) WHERE closed_at IS NULL;
CREATE INDEX open_tasks_by_account ON tasks (account, due_at, id) WHERE closed_at IS NULL;
CREATE INDEX open_tasks_by_due ON tasks (due_at, id) WHERE closed_at IS NULL;
CREATE INDEX open_tasks_by_kind ON tasks (kind, due_at, id) WHERE closed_at IS NULL;
CREATE TABLE intents (
  id TEXT PRIMARY KEY, account TEXT NOT NULL, role TEXT NOT NULL, target TEXT NOT NULL, action TEXT NOT NULL,
  gist TEXT NOT NULL, raised_at TEXT NOT NULL, nth INTEGER NOT NULL, claimed_by TEXT, claimed_at TEXT,
  is_unknown INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX intents_by_account ON intents (account);
CREATE INDEX intents_by_role ON intents (role, raised_at, nth, id);
CREATE TABLE signals (
  id TEXT PRIMARY KEY, account TEXT NOT NULL, type TEXT NOT NULL, contact TEXT NOT NULL, at TEXT NOT NULL,
  filed_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX signals_by_account ON signals (account);
CREATE INDEX signals_by_type ON signals (type, filed_at, id);
CREATE TABLE likes (
  account TEXT NOT NULL, contact TEXT NOT NULL, nth INTEGER NOT NULL, day TEXT NOT NULL,
  PRIMARY KEY (account, contact, nth)
) WITHOUT ROWID;
CREATE INDEX likes_by_day ON likes (nth, day, contact);
CREATE TABLE overrides (
  id TEXT PRIMARY KEY, account TEXT NOT NULL, gate TEXT NOT NULL, fact TEXT NOT NULL, justification TEXT NOT NULL,
  compensating TEXT NOT NULL, at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX overrides_by_account ON overrides (account);
CREATE INDEX overrides_by_date ON overrides (at, id);
CREATE TABLE fallen_overrides (
  id TEXT PRIMARY KEY, account TEXT NOT NULL, at TEXT NOT NULL, because TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX fallen_overrides_by_account ON fallen_overrides (account);
CREATE TABLE disputes (
  seq INTEGER PRIMARY KEY, account TEXT NOT NULL, criterion TEXT NOT NULL, outcome TEXT NOT NULL, claim TEXT NOT NULL,
  role TEXT NOT NULL, at TEXT NOT NULL
);
CREATE INDEX disputes_by_account ON disputes (account);
CREATE INDEX disputes_by_date ON disputes (at, seq);
CREATE TABLE refusals (
  seq INTEGER PRIMARY KEY, stream TEXT NOT NULL, role TEXT NOT NULL, tool TEXT NOT NULL, code TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX refusals_by_stream ON refusals (stream);
CREATE INDEX refusals_by_code ON refusals (code, at);
CREATE TABLE posts (
  seq INTEGER PRIMARY KEY, stream TEXT NOT NULL, channel TEXT NOT NULL, at TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX posts_by_channel ON posts (channel, at, seq);
CREATE INDEX posts_by_stream ON posts (stream);
CREATE TABLE pieces (id TEXT PRIMARY KEY, stream TEXT NOT NULL, published_at TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX pieces_by_stream ON pieces (stream);
CREATE INDEX pieces_by_date ON pieces (published_at, id);
CREATE TABLE timers (
  stream TEXT NOT NULL, kind TEXT NOT NULL, due_at TEXT NOT NULL, PRIMARY KEY (stream, kind)
) WITHOUT ROWID;
CREATE INDEX timers_by_due ON timers (due_at, stream);
CREATE TABLE suppression (
  mark TEXT PRIMARY KEY, stream TEXT NOT NULL, reason TEXT NOT NULL, contexts TEXT NOT NULL, since TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX suppression_by_stream ON suppression (stream);
CREATE INDEX suppression_by_date ON suppression (since, mark);
CREATE TABLE policies (
  seq INTEGER PRIMARY KEY, stream TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, version TEXT NOT NULL, status TEXT NOT NULL,
  canonical TEXT NOT NULL, recorded_at TEXT NOT NULL
);
CREATE INDEX policies_by_stream ON policies (stream);
CREATE TABLE counts (kind TEXT NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE idempotency (
  role TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL, answer TEXT NOT NULL, stream TEXT, at TEXT NOT NULL,
  PRIMARY KEY (role, key)
) WITHOUT ROWID;
CREATE INDEX idempotency_by_stream ON idempotency (stream);
CREATE INDEX accounts_by_name ON accounts (name_key, domain);
CREATE TABLE waiting (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, since TEXT NOT NULL, origin TEXT NOT NULL, because TEXT NOT NULL,
  words TEXT NOT NULL, ended INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX waiting_by_stream ON waiting (stream);
CREATE INDEX waiting_open ON waiting (since, id) WHERE ended = 0;
CREATE INDEX waiting_ended ON waiting (id, ended) WHERE ended > 0;
`,
  // The folded state of accounts tells which signals were weighed and spent (L2); marks tell what came tied to a person (L13);
  // events tell who stood behind the role (L16).
  `
ALTER TABLE events ADD COLUMN principal TEXT;
ALTER TABLE marks ADD COLUMN tied INTEGER NOT NULL DEFAULT 0;
ALTER TABLE idempotency ADD COLUMN about TEXT;
CREATE TABLE wait_marks (
  stream TEXT NOT NULL, mark TEXT NOT NULL, is_place INTEGER NOT NULL, PRIMARY KEY (stream, mark)
) WITHOUT ROWID;
CREATE INDEX wait_marks_by_mark ON wait_marks (mark, stream);
`,
  // Lists of an account's state that grow for years stand apart, an element a row.
  `
CREATE TABLE account_parts (
  account TEXT NOT NULL, list TEXT NOT NULL, nth INTEGER NOT NULL, part TEXT NOT NULL, PRIMARY KEY (account, list, nth)
) WITHOUT ROWID;
`,
  // The decisions on an account, found without a walk over all else that happened.
  `
CREATE INDEX decisions ON events (stream, version) WHERE type IN (
  'account_registered', 'account_absorbed', 'classified', 'dossier_scored', 'sql_decided', 'moved',
  'gate_overridden', 'override_fell', 'deal_advanced', 'change_proposed', 'change_decided', 'mql_disputed'
);
`,
  // People are found by the words of their names: rows of `account_keys`, made when the tables are built anew.
  'SELECT 1;',
  // Events tell which role key proved who stood behind the role (L16).
  'ALTER TABLE events ADD COLUMN role_key TEXT;',
  // Copy: every version with its bytes, and each step of its approval (5.4).
  `
CREATE TABLE template_versions (
  id TEXT PRIMARY KEY, stream TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, sequence TEXT NOT NULL,
  touch INTEGER NOT NULL, request TEXT NOT NULL, hash TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
  slots TEXT NOT NULL, drafted_at TEXT NOT NULL, drafted_by TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX template_versions_by_key ON template_versions (key, version);
CREATE INDEX template_versions_by_stream ON template_versions (stream);
CREATE TABLE template_steps (
  seq INTEGER PRIMARY KEY, stream TEXT NOT NULL, template TEXT NOT NULL, state TEXT NOT NULL, hash TEXT NOT NULL,
  at TEXT NOT NULL, role TEXT NOT NULL, principal TEXT, because TEXT
);
CREATE INDEX template_steps_by_template ON template_steps (template, seq);
CREATE INDEX template_steps_by_stream ON template_steps (stream);
`,
  // Mails: what was rendered, what became of permits, who answered (5.5, 5.6). Other systems' ids of people (A13).
  // Events that reports count, by time (W1).
  `
CREATE TABLE emails (
  id TEXT PRIMARY KEY, account TEXT NOT NULL, contact TEXT NOT NULL, hash TEXT NOT NULL, template TEXT NOT NULL,
  sequence TEXT NOT NULL, touch INTEGER NOT NULL, failing TEXT NOT NULL, names_price INTEGER NOT NULL, at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX emails_by_account ON emails (account);
CREATE TABLE mail_steps (
  seq INTEGER PRIMARY KEY, account TEXT NOT NULL, permit TEXT, contact TEXT NOT NULL, hash TEXT, email TEXT,
  step TEXT NOT NULL, message_id TEXT, at TEXT NOT NULL, role TEXT NOT NULL
);
CREATE INDEX mail_steps_by_account ON mail_steps (account);
CREATE INDEX mail_steps_sent ON mail_steps (at) WHERE step = 'sent';
CREATE INDEX mail_steps_by_permit ON mail_steps (permit, seq);
CREATE INDEX mail_steps_by_message ON mail_steps (message_id, seq);
CREATE INDEX mail_steps_by_contact ON mail_steps (contact, seq);
CREATE INDEX mail_steps_by_bytes ON mail_steps (contact, hash, seq);
CREATE TABLE replies (
  id TEXT PRIMARY KEY, account TEXT NOT NULL, contact TEXT NOT NULL, kind INTEGER NOT NULL, received_at TEXT NOT NULL,
  at TEXT NOT NULL, role TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX replies_by_account ON replies (account);
ALTER TABLE contacts ADD COLUMN monday TEXT;
ALTER TABLE contacts ADD COLUMN apollo TEXT;
ALTER TABLE contacts ADD COLUMN hubspot TEXT;
ALTER TABLE contacts ADD COLUMN gmail_thread TEXT;
CREATE INDEX contacts_by_monday ON contacts (monday) WHERE monday IS NOT NULL;
CREATE INDEX contacts_by_apollo ON contacts (apollo) WHERE apollo IS NOT NULL;
CREATE INDEX contacts_by_hubspot ON contacts (hubspot) WHERE hubspot IS NOT NULL;
CREATE INDEX contacts_by_gmail_thread ON contacts (gmail_thread) WHERE gmail_thread IS NOT NULL;
CREATE INDEX figured ON events (at, stream) WHERE type IN (
  'account_absorbed', 'classified', 'dossier_scored', 'sql_decided', 'moved', 'deal_advanced', 'task_closed',
  'task_missed', 'delivery_recorded', 'reply_recorded'
);
`,
  // The board's filters are keys and counts of their own, made when the tables are built anew.
  // Policies that are a file with changes laid over it (P2).
  `
ALTER TABLE policies ADD COLUMN file TEXT;
`,
  // Tasks that the sweeps of a role have shown, for notices (S-3).
  `
CREATE TABLE shown (role TEXT PRIMARY KEY, tasks TEXT NOT NULL) WITHOUT ROWID;
`,
  // Authors of copy and of corrections (L16), for a rebuild of the tables.
  '',
  // Replaced versions (Q4), for a rebuild of the tables.
  '',
  // The same bytes may be rendered once more where an account was taken in (A1).
  `
DROP TABLE emails;
CREATE TABLE emails (
  id TEXT NOT NULL, account TEXT NOT NULL, contact TEXT NOT NULL, hash TEXT NOT NULL, template TEXT NOT NULL,
  sequence TEXT NOT NULL, touch INTEGER NOT NULL, failing TEXT NOT NULL, names_price INTEGER NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY (id, account)
) WITHOUT ROWID;
CREATE INDEX emails_by_account ON emails (account);
`,
  // Bytes that were rejected for a request (Q3), when the tables are built anew.
  '',
  // The same two indexes: SQLite makes a table of a list behind IN, and did so twice for each event that was written.
  `
DROP INDEX decisions;
CREATE INDEX decisions ON events (stream, version) WHERE type = 'account_registered' OR type = 'account_absorbed' OR
  type = 'classified' OR type = 'dossier_scored' OR type = 'sql_decided' OR type = 'moved' OR
  type = 'gate_overridden' OR type = 'override_fell' OR type = 'deal_advanced' OR type = 'change_proposed' OR
  type = 'change_decided' OR type = 'mql_disputed';
DROP INDEX figured;
CREATE INDEX figured ON events (at, stream) WHERE type = 'account_absorbed' OR type = 'classified' OR
  type = 'dossier_scored' OR type = 'sql_decided' OR type = 'moved' OR type = 'deal_advanced' OR
  type = 'task_closed' OR type = 'task_missed' OR type = 'delivery_recorded' OR type = 'reply_recorded';
`,
  // Insights of mails that were sent or permitted (K4), when the tables are built anew.
  '',
];

/** Tells a ledger from any other SQLite file: "LADR". */
export const applicationId = 0x4c414452;
