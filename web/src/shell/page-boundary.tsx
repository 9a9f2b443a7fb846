import { Component, type ReactNode } from 'react';
import { Failure } from '../parts/states.js';

/** Keeps a page that breaks from taking the rest with it. */
export class PageBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <Failure error={new Error(`This page cannot be shown: ${error.message}`)} onRetry={() => location.reload()} />
    );
  }
}
