'use client';
import type * as React from 'react';
import { lazyComponent, type OnLoadFailure, useLazyComponent } from '../internals/useLazyComponent.ts';

/** The field for a custom reason, loaded where users may write one. */
export function useCustomReasonField(
  allowed: boolean | undefined,
  onFailure: OnLoadFailure,
): React.ComponentType | null {
  const Field = useLazyComponent(field, allowed === true, onFailure);
  return allowed === true ? Field : null;
}

const field = lazyComponent<object>(async () => (await import('./CustomReasonField.tsx')).CustomReasonField);
