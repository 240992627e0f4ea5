/** The clients that `ladder init` knows: the files of their servers, and the form of each. */

import { posix, win32 } from 'node:path';

export const clients = ['claude-code', 'claude-desktop', 'vscode', 'cursor', 'codex', 'gemini'] as const;

export type ClientName = (typeof clients)[number];

/** The machine and the user a client is set up for; given, so that each platform can be looked at from any other. */
export interface Machine {
  readonly platform: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Client {
  readonly title: string;
  readonly form: 'json' | 'jsonc' | 'toml';
  /** The key under which its servers stand. */
  readonly key: 'mcpServers' | 'servers' | 'mcp_servers';
  /** Whether an entry says that it is started over standard input and output. */
  readonly isTyped: boolean;
  /** Below the working directory. */
  readonly here: readonly string[];
  /** The client's own file. */
  home(machine: Machine): string;
  /** Text on all else that a person has to know or do. */
  readonly note: string;
  /** Said where the file below the working directory is none that the client reads. */
  readonly elsewhere?: string;
}

export function paths({ platform }: Machine): typeof posix {
  return platform === 'win32' ? win32 : posix;
}

/** A folder of the user's own, unless the variable names another. */
const ownFolder = (variable: string, name: string) => (machine: Machine) =>
  machine.env[variable] || paths(machine).join(machine.home, name);

/** The folder in which programs with a window keep their settings. */
function settings(machine: Machine, ...path: readonly string[]): string {
  const { platform, home, env } = machine;
  const { join } = paths(machine);
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), ...path);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', ...path);
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), ...path);
}

export const clientNamed: Readonly<Record<ClientName, Client>> = {
  'claude-code': {
    title: 'Claude Code',
    form: 'json',
    key: 'mcpServers',
    isTyped: true,
    here: ['.mcp.json'],
    home: (machine) => paths(machine).join(machine.env.CLAUDE_CONFIG_DIR || machine.home, '.claude.json'),
    note: 'Claude Code asks once whether it may use the servers of a project',
  },
  'claude-desktop': {
    title: 'Claude Desktop',
    form: 'json',
    key: 'mcpServers',
    isTyped: false,
    here: ['claude_desktop_config.json'],
    home: (machine) => settings(machine, 'Claude', 'claude_desktop_config.json'),
    note: 'restart Claude Desktop; an installation from the Microsoft Store keeps its file elsewhere: Settings, Developer, Edit Config shows it',
    elsewhere: 'Claude Desktop reads no file of a project: copy it to its own place, or give --global',
  },
  vscode: {
    title: 'VS Code',
    form: 'jsonc',
    key: 'servers',
    isTyped: true,
    here: ['.vscode', 'mcp.json'],
    home: (machine) => settings(machine, 'Code', 'User', 'mcp.json'),
    note: 'VS Code asks once whether it may start the server',
  },
  cursor: {
    title: 'Cursor',
    form: 'jsonc',
    key: 'mcpServers',
    isTyped: true,
    here: ['.cursor', 'mcp.json'],
    home: (machine) => paths(machine).join(machine.home, '.cursor', 'mcp.json'),
    note: "switch the server on in Cursor's settings, under MCP",
  },
  codex: {
    title: 'Codex',
    form: 'toml',
    key: 'mcp_servers',
    isTyped: false,
    here: ['.codex', 'config.toml'],
    home: (machine) => paths(machine).join(ownFolder('CODEX_HOME', '.codex')(machine), 'config.toml'),
    note: "Codex reads a project's file only where the project is trusted",
  },
  gemini: {
    title: 'Gemini CLI',
    form: 'jsonc',
    key: 'mcpServers',
    isTyped: false,
    here: ['.gemini', 'settings.json'],
    home: (machine) => paths(machine).join(machine.home, '.gemini', 'settings.json'),
    note: "Gemini CLI reads a project's file only where the folder is trusted",
  },
};

/** The settings of Claude Code, where its hooks stand. */
export function settingsFile(machine: Machine, folder: string | null): string {
  const { join } = paths(machine);
  return folder === null
    ? join(ownFolder('CLAUDE_CONFIG_DIR', '.claude')(machine), 'settings.json')
    : join(folder, '.claude', 'settings.json');
}

/** The folder of Claude Code's agents. */
export function agentsFolder(machine: Machine, folder: string | null): string {
  const { join } = paths(machine);
  return folder === null
    ? join(ownFolder('CLAUDE_CONFIG_DIR', '.claude')(machine), 'agents')
    : join(folder, '.claude', 'agents');
}
