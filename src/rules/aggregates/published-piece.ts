import type { Instant } from '../time/time.ts';

/** A published piece and whom it references: domains, or contacts by id (ruling A6). */
export interface PieceState {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly published_at: Instant;
  readonly domains: readonly string[];
  readonly contacts: readonly string[];
}

export type PieceEvent = { readonly type: 'piece_logged'; readonly piece: PieceState };

export function evolvePiece(state: PieceState | null, event: PieceEvent): PieceState {
  if (state === null) return event.piece;
  return {
    ...event.piece,
    domains: [...new Set([...state.domains, ...event.piece.domains])],
    contacts: [...new Set([...state.contacts, ...event.piece.contacts])],
  };
}
