import type { StoryCompany } from './make.ts';

/** Every company and person here is invented. */
const sound = { has_ecosystem_motion: true, gate_g5: true } as const;

export const northwind: StoryCompany = {
  domain: 'northwind.example',
  name: 'Northwind Analytics',
  person: { name: 'Maya Lindqvist', email: 'maya.lindqvist@northwind.example', title: 'VP Alliances' },
  facts: { ...sound, employees: 850, arr_usd: 120_000_000, industry: 'Data & Analytics' },
};

export const bluefin: StoryCompany = {
  domain: 'bluefin.example',
  name: 'Bluefin Data',
  person: { name: 'Tomás Rocha', email: 'tomas.rocha@bluefin.example', title: 'Head of Partnerships' },
  facts: { ...sound, employees: 430, arr_usd: 64_000_000, industry: 'Data & Analytics' },
};

export const castor: StoryCompany = {
  domain: 'castor.example',
  name: 'Castor Cloud',
  person: { name: 'Priya Raman', email: 'priya.raman@castor.example', title: 'Chief Revenue Officer' },
  facts: { ...sound, employees: 2_100, arr_usd: 310_000_000, industry: 'Cloud Infrastructure' },
};

export const delphi: StoryCompany = {
  domain: 'delphi.example',
  name: 'Delphi Security',
  person: { name: 'Owen Marsh', email: 'owen.marsh@delphi.example', title: 'SVP Sales' },
  facts: { ...sound, employees: 640, arr_usd: 88_000_000, industry: 'Cybersecurity' },
};

export const everest: StoryCompany = {
  domain: 'everestpay.example',
  name: 'Everest Pay',
  person: { name: 'Grace Adeyemi', email: 'grace.adeyemi@everestpay.example', title: 'Chief Commercial Officer' },
  facts: { ...sound, employees: 1_250, arr_usd: 205_000_000, industry: 'FinTech' },
};

export const foxglove: StoryCompany = {
  domain: 'foxglove.example',
  name: 'Foxglove Software',
  person: { name: 'Lena Hoffmann', email: 'lena.hoffmann@foxglove.example', title: 'Director of Channels' },
  facts: { ...sound, employees: 180, arr_usd: 57_000_000, industry: 'B2B SaaS' },
};

/** A company whose revenue is not public; sales.ops has to ask around for it. */
export const gannet: StoryCompany = {
  domain: 'gannet.example',
  name: 'Gannet Systems',
  person: { name: 'Kofi Mensah', email: 'kofi.mensah@gannet.example', title: 'VP Ecosystem' },
  facts: { ...sound, employees: 520, industry: 'Enterprise Software' },
};

export const harbor: StoryCompany = {
  domain: 'harbor.example',
  name: 'Harbor Metrics',
  person: { name: 'Sofia Petrov', email: 'sofia.petrov@harbor.example', title: 'Chief Operating Officer' },
  facts: { ...sound, employees: 390, arr_usd: 73_000_000, industry: 'B2B SaaS' },
};

export const ionia: StoryCompany = {
  domain: 'ionia.example',
  name: 'Ionia Ledger',
  person: { name: 'Daniel Okafor', email: 'daniel.okafor@ionia.example', title: 'VP Marketing' },
  facts: { ...sound, employees: 270, arr_usd: 52_000_000, industry: 'FinTech' },
};

export const juniper: StoryCompany = {
  domain: 'juniperstack.example',
  name: 'Juniper Stack',
  person: { name: 'Hanna Weiss', email: 'hanna.weiss@juniperstack.example', title: 'VP Partner Sales' },
  facts: { ...sound, employees: 980, arr_usd: 140_000_000, industry: 'Enterprise Software' },
};

export const kestrel: StoryCompany = {
  domain: 'kestrel.example',
  name: 'Kestrel Cyber',
  person: { name: 'Marcus Bell', email: 'marcus.bell@kestrel.example', title: 'Chief Revenue Officer' },
  facts: { ...sound, employees: 760, arr_usd: 99_000_000, industry: 'Cybersecurity' },
};

/** A hospital group: the wrong industry, and no partner motion to speak of. */
export const larkspur: StoryCompany = {
  domain: 'larkspur.example',
  name: 'Larkspur Health',
  person: { name: 'Ruth Castellano', email: 'ruth.castellano@larkspur.example', title: 'Director of Procurement' },
  facts: { employees: 3_400, has_ecosystem_motion: false, arr_usd: 400_000_000, industry: 'Healthcare', gate_g5: true },
};

/** Nobody has heard of it until somebody there speaks up. */
export const marlow: StoryCompany = {
  domain: 'marlow.example',
  name: 'Marlow Grid',
  person: { name: 'Yusuf Demir', email: 'yusuf.demir@marlow.example', title: 'Head of Alliances' },
  facts: { ...sound, employees: 310, arr_usd: 61_000_000, industry: 'Cloud Infrastructure' },
};
